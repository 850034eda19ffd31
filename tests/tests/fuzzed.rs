//! The fuzz targets on a bounded number of inputs: mutations of valid ones, with fixed seeds.

use std::collections::BTreeSet;
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use shapeflow_tests::fuzzed::TARGETS;

/// The number of inputs of each target.
const INPUTS: usize = 2000;

/// A number below `bound`.
fn below(random: &mut ChaCha8Rng, bound: usize) -> usize {
    random.next_u32() as usize % bound.max(1)
}

/// Changes an input as a fuzzer does: bits, bytes, pieces that are left out, repeated or taken from another input, numbers.
fn mutate(input: &mut Vec<u8>, other: &[u8], random: &mut ChaCha8Rng) {
    const PIECES: [&str; 14] = [
        "0",
        "-1",
        "18446744073709551615",
        "9223372036854775808",
        "1e999",
        "null",
        "[",
        "}",
        "\"",
        "\\u0000",
        "\u{1F980}",
        ",",
        "..",
        "nan",
    ];
    for _ in 0..=below(random, 4) {
        let length = input.len();
        let (start, size) = (below(random, length), 1 + below(random, 12));
        let end = (start + size).min(length);
        match below(random, 7) {
            0 if start < length => input[start] ^= 1 << below(random, 8),
            1 if start < length => input[start] = random.next_u32().to_le_bytes()[0],
            2 => drop(input.drain(start..end)),
            3 => input.truncate(start),
            4 => {
                let piece = input[start..end].to_vec();
                let to = below(random, length + 1);
                drop(input.splice(to..to, piece));
            }
            5 => {
                let from = below(random, other.len());
                let piece = other[from..(from + size).min(other.len())].to_vec();
                drop(input.splice(start..end, piece));
            }
            _ => {
                let piece = PIECES[below(random, PIECES.len())];
                drop(input.splice(start..end, piece.bytes()));
            }
        }
    }
}

#[test]
fn no_input_is_a_panic() {
    for target in TARGETS {
        let seeds = (target.seeds)();
        let mut random = ChaCha8Rng::seed_from_u64(7);
        seeds.iter().for_each(|seed| (target.run)(seed));
        for at in 0..INPUTS {
            let mut input = seeds[at % seeds.len()].clone();
            let other = seeds[below(&mut random, seeds.len())].clone();
            mutate(&mut input, &other, &mut random);
            let shown = String::from_utf8_lossy(&input).into_owned();
            let result = std::panic::catch_unwind(|| (target.run)(&input));
            assert!(result.is_ok(), "input {at} of `{}`: {shown:?}", target.name);
        }
    }
}

/// A mutation of a valid model is sometimes a valid model too, so the targets reach more than the first check.
#[test]
fn valid_inputs_are_valid() {
    let valid = shapeflow_tests::fuzzed::valid_file();
    assert!(valid.len() > 1000, "the model was saved");
    let header = shapeflow_tests::fuzzed::valid_header();
    assert!(header.starts_with(b"\""), "{:?}", String::from_utf8_lossy(&header));
}

/// The workspace does not build `fuzz/`, so only this test notices a missing target.
#[test]
fn each_target_has_its_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest of the targets");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let bins = manifest["bin"].as_array().expect("the targets");
    let named: BTreeSet<&str> = bins.iter().filter_map(|bin| bin["name"].as_str()).collect();
    // The macro and the crate of Parquet have tests of their own.
    let elsewhere = ["language", "parquet"];
    let expected: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).chain(elsewhere).collect();
    assert_eq!(named, expected);
    for name in expected {
        assert!(folder.join(format!("fuzz_targets/{name}.rs")).is_file(), "{name}");
    }
}
