//! MurmurHash3, 32 bits (Austin Appleby, public domain): the hash of scikit-learn's `HashingVectorizer`.

/// Returns the hash of the bytes with the seed 0 (`MurmurHash3_x86_32`).
pub(super) fn murmur3(bytes: &[u8]) -> u32 {
    let (blocks, tail) = bytes.as_chunks::<4>();
    let mut hash = 0_u32;
    for block in blocks {
        hash = (hash ^ mixed(u32::from_le_bytes(*block)))
            .rotate_left(13)
            .wrapping_mul(5)
            .wrapping_add(0xe654_6b64);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0_u32, |last, byte| last << 8 | u32::from(*byte));
        hash ^= mixed(last);
    }
    hash ^= bytes.len() as u32;
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

fn mixed(block: u32) -> u32 {
    block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_scikit_learn() {
        // sklearn.utils.murmurhash3_32(text, seed=0, positive=True)
        let known = [
            ("", 0x00000000),
            ("a", 0x3c2569b2),
            ("ab", 0x9bbfd75f),
            ("abc", 0xb3dd93fa),
            ("abcd", 0x43ed676a),
            ("abcde", 0xe89b9af6),
            ("word", 0xc64ad4a0),
            ("größe", 0xe3d3963f),
            ("😀 text", 0xa6e2e4df),
        ];
        for (text, hash) in known {
            assert_eq!(murmur3(text.as_bytes()), hash, "{text}");
        }
    }
}
