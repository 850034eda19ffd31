//! Damaged and malicious files: each is an error, never a panic or a large allocation.

use ndarray::{Array1, Array2, array};
use proptest::prelude::*;

use super::plain::Chain;
use super::{Everything, Part, everything, loaded, saved};
use crate::save::header;

/// A model whose file is small.
type Small = (Array1<f32>, Option<Part>, String);

fn small() -> Small {
    (array![1.0, f32::NAN], Some(Part { weight: 0.5, blob: vec![1, 2, 3] }), "x".to_owned())
}

/// Splits a file into the header's text and the rest.
fn split(bytes: &[u8]) -> (String, &[u8]) {
    let length = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
    (String::from_utf8(bytes[8..8 + length].to_vec()).expect("a header is text"), &bytes[8 + length..])
}

/// Splits a file into the header's bytes and the rest.
pub(super) fn header_of(bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (header, data) = split(bytes);
    (header.into_bytes(), data.to_vec())
}

/// A file with any header and a correct checksum, as an attacker would make it.
pub(super) fn forged(header: &[u8], data: &[u8]) -> Vec<u8> {
    let start = br#"{"__metadata__":{"crc32":""#.len();
    let mut header = header.to_vec();
    if header.len() >= start + 8 {
        let checksum = crate::save::manifest::hexadecimal(crc32fast::hash(&header[start + 8..]));
        header[start..start + 8].copy_from_slice(checksum.as_bytes());
    }
    [&(header.len() as u64).to_le_bytes(), header.as_slice(), data].concat()
}

/// Returns the error for a file in whose header `from` is replaced by `to`.
#[track_caller]
fn says(from: &str, to: &str) -> String {
    let bytes = saved(&small());
    let (header, data) = split(&bytes);
    assert!(header.contains(from), "{header}");
    let error = loaded::<Small>(&forged(header.replacen(from, to, 1).as_bytes(), data));
    error.expect_err("a changed header").to_string()
}

#[test]
fn every_bit_of_a_file_counts() {
    let bytes = saved(&small());
    assert!(bytes.len() < 2000);
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            assert!(loaded::<Small>(&damaged).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn a_file_cut_short_or_grown_is_an_error() {
    let bytes = saved(&small());
    for length in 0..bytes.len() {
        assert!(loaded::<Small>(&bytes[..length]).is_err(), "{length} bytes");
    }
    assert!(loaded::<Small>(&[bytes.as_slice(), b"\0"].concat()).is_err());
    let error = loaded::<Small>(&bytes[..bytes.len() - 1]).expect_err("truncated");
    assert!(error.to_string().contains("truncated"), "{error}");
}

#[test]
fn other_files_are_rejected() {
    let says = |bytes: &[u8]| loaded::<Small>(bytes).expect_err("not a model").to_string();
    assert_eq!(says(b""), "the file is not a model: it has 0 bytes");
    assert!(says(&[0xff; 100]).contains("its header would take 18446744073709551615 bytes"));
    assert!(says(b"\x89PNG\r\n\x1a\n and more").contains("not a model"));
    let plain: [(&str, safetensors::tensor::TensorView<'_>); 0] = [];
    let other = safetensors::serialize(plain, None).expect("an empty file of safetensors");
    assert!(says(&other).contains("not a model saved by shapeflow"));
}

#[test]
fn huge_lengths_allocate_nothing() {
    let most = usize::MAX.to_string();
    assert!(says(r#""shape":[2]"#, &format!(r#""shape":[{most},{most}]"#)).contains("contradicts itself"));
    assert!(
        says(r#""shape":[2]"#, &format!(r#""shape":[{}]"#, usize::MAX / 4)).contains("contradicts itself")
    );
    assert!(
        says(r#""data_offsets":[0,8]"#, &format!(r#""data_offsets":[0,{most}]"#))
            .contains("contradicts itself")
    );
    // The sum of the lengths overflows 64 bits.
    let half = (1_usize << 60).to_string();
    let many = (0..17).map(|at| {
        let (start, end) = ((at as u128) << 60, ((at as u128) + 1) << 60);
        format!(r#","z{at}":{{"dtype":"U8","shape":[{half}],"data_offsets":[{start},{end}]}}"#)
    });
    assert!(!says(r#","0":{"#, &(many.collect::<String>() + r#","0":{"#)).is_empty());
    let list = saved(&(vec![Part { weight: 0.5, blob: vec![1] }],));
    let (header, data) = split(&list);
    let header = header.replacen(r#"\"0.len\":1"#, &format!(r#"\"0.len\":{most}"#), 1);
    let error = loaded::<(Vec<Part>,)>(&forged(header.as_bytes(), data)).expect_err("too many");
    assert!(error.to_string().contains(&format!("claims to have {most} items")), "{error}");
    assert!(header::length(u64::MAX.to_le_bytes(), u64::MAX).is_err());
}

#[test]
fn shapes_that_overflow_only_in_memory() {
    // There are no elements, so the format allows it, but ndarray does not.
    let bytes = saved(&(Array2::<f32>::zeros((0, 5)),));
    let (header, data) = split(&bytes);
    let header = header.replacen(r#""shape":[0,5]"#, &format!(r#""shape":[0,{}]"#, usize::MAX), 1);
    assert!(loaded::<(Array2<f32>,)>(&forged(header.as_bytes(), data)).is_err());
}

#[test]
fn names_offsets_and_types() {
    let first = r#","0":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#;
    assert!(says(first, &format!("{first}{first}")).contains("`0` appears twice"));
    assert!(says(r#""data_offsets":[8,11]"#, r#""data_offsets":[0,3]"#).contains("contradicts itself"));
    assert!(says(r#""data_offsets":[8,11]"#, r#""data_offsets":[9,12]"#).contains("contradicts itself"));
    assert!(says(r#""data_offsets":[0,8]"#, r#""data_offsets":[8,0]"#).contains("contradicts itself"));
    assert!(says(r#""dtype":"F32""#, r#""dtype":"F31""#).contains("unknown variant `F31`"));
    assert!(says(r#""dtype":"F32""#, r#""dtype":"I32""#).contains("is I32 [2] in the file"));
    assert!(
        says(r#""dtype":"U8","shape":[3]"#, r#""dtype":"F4","shape":[6]"#).contains("is F4 [6] in the file")
    );
    assert!(says(r#","0":{"#, r#","9":{"#).contains("the array `9` has no readable checksum"));
    assert!(says(first, "").contains("contradicts itself"));
    assert!(
        says(r#"\"2\":"#, r#"\"1\":"#).contains("does not match its type")
            || says(r#"\"2\":"#, r#"\"1\":"#).contains("plain data")
    );
    assert!(says(r#"\"2\":"#, r#"\"1.some.weight\":"#).contains("`1.some.weight` appears twice"));
    assert!(says(r#"\"values\":"#, r#"\"valves\":"#).contains("unknown field `valves`"));
    assert!(says(r#"\"format\":1"#, r#"\"format\":2"#).contains("the file has format 2"));
    assert!(says(r#","shapeflow":"#, r#","shapeflaw":"#).contains("unknown field `shapeflaw`"));
    assert!(says(r#"\"1.some\":3"#, r#"\"1.some\":4"#).contains("saved by a newer program"));
}

#[test]
fn text_that_is_none_and_data_that_is_deep() {
    let bytes = saved(&small());
    let (header, data) = split(&bytes);
    let mut broken = header.clone().into_bytes();
    let at = header.find("Test").expect("the pipeline's name");
    broken[at] = 0xff;
    assert!(loaded::<Small>(&forged(&broken, data)).is_err());

    for depth in [200, 100_000] {
        let chain = saved(&Chain::default());
        let (header, data) = split(&chain);
        let deep = format!(r#"{}null{}"#, r#"{\"next\":"#.repeat(depth), "}".repeat(depth));
        let header = header.replacen(r#"{\"next\":null}"#, &deep, 1);
        let error = loaded::<Chain>(&forged(header.as_bytes(), data)).expect_err("too deep");
        assert!(error.to_string().contains("recursion limit"), "{error}");
    }
    for depth in [200, 100_000] {
        let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(says(r#"\"x\""#, &deep).contains("which does not match its type"));
        let more = format!(r#""shape":[2],"more":{deep}"#);
        assert!(says(r#""shape":[2]"#, &more).contains("unknown field `more`"));
        assert!(!says(r#"\"nodes\":[]"#, &format!(r#"\"nodes\":{deep}"#)).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(loaded::<Small>(&bytes).is_err());
        let header = [br#"{"__metadata__":{"crc32":"00000000"#, bytes.as_slice()].concat();
        prop_assert!(loaded::<Small>(&forged(&header, b"")).is_err());
    }

    #[test]
    fn damaged_files(changes in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..8)) {
        let valid = saved(&everything());
        let mut bytes = valid.clone();
        for (at, change) in changes {
            bytes[at.index(valid.len())] ^= change;
        }
        prop_assert!(bytes == valid || loaded::<Everything>(&bytes).is_err());
    }

    /// The attacker's checksum is correct. The file may then contain another model, but must not cause a panic.
    #[test]
    fn forged_headers(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let valid = saved(&everything());
        let (header, data) = split(&valid);
        let mut header = header.into_bytes();
        for (at, byte, change) in changes {
            let at = at.index(header.len());
            match change {
                0 => header[at] = byte,
                1 => header.insert(at, byte),
                _ => drop(header.remove(at)),
            }
        }
        let _ = loaded::<Everything>(&forged(&header, data));
    }

    #[test]
    fn forged_numbers(at: prop::sample::Index, number in prop_oneof![Just(0), Just(u64::MAX), Just(1 << 63), any::<u64>(), 0..20_u64]) {
        let valid = saved(&everything());
        let (header, data) = split(&valid);
        let digits: Vec<_> = header.match_indices(|letter: char| letter.is_ascii_digit()).map(|(at, _)| at).collect();
        let start = digits[at.index(digits.len())];
        let length = header[start..].find(|letter: char| !letter.is_ascii_digit()).unwrap_or(1);
        let header = [&header[..start], &number.to_string(), &header[start + length..]].concat();
        let _ = loaded::<Everything>(&forged(header.as_bytes(), data));
    }
}
