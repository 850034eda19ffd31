//! [`hash`]: MurmurHash3 of 32 bits (Austin Appleby, public domain), as scikit-learn's `murmurhash3_bytes_s32` with the seed 0.

/// Returns the hash of bytes, as a signed number.
pub(crate) fn hash(bytes: &[u8]) -> i32 {
    let mix = |block: u32| block.wrapping_mul(0xcc9e_2d51).rotate_left(15).wrapping_mul(0x1b87_3593);
    let blocks = bytes.chunks_exact(4);
    let rest = blocks.remainder();
    let mut hash = blocks.fold(0_u32, |hash, block| {
        let block = block.iter().rev().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        (hash ^ mix(block)).rotate_left(13).wrapping_mul(5).wrapping_add(0xe654_6b64)
    });
    if !rest.is_empty() {
        hash ^= mix(rest.iter().rev().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)));
    }
    // The length counts modulo 2^32.
    hash ^= bytes.len() as u32;
    hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    (hash ^ hash >> 16).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn hashes_are_those_of_scikit_learn() {
        // sklearn.utils.murmurhash3_32(text, seed=0)
        let cases: [(&str, i32); 5] = [
            ("", 0),
            ("a", 1_009_084_850),
            ("ab", -1_681_926_305),
            ("town=Oslo", -1_769_966_479),
            ("0123456789abcdef", 919_068_895),
        ];
        for (text, expected) in cases {
            assert_eq!(hash(text.as_bytes()), expected, "{text}");
        }
    }
}
