//! Steps and data that several tests of the whole system share.

pub mod documented;
pub mod fuzzed;
pub mod layered;
pub mod misused;
#[cfg(doctest)]
pub mod pages;
pub mod steps;

use std::io::Write;

use shapeflow::prelude::*;

/// A table of `rows` times `columns` different numbers.
pub fn table(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, columns), |(row, column)| (row * columns + column) as f32)
}

/// A table of numbers that look random, always the same for the same `seed`.
pub fn noise(rows: usize, columns: usize, seed: u64) -> Array2<f32> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    Array2::from_shape_simple_fn((rows, columns), || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u32 << 24) as f32 - 0.5
    })
}

/// The bits of all values, so that equal means identical.
pub fn bits(array: &Array2<f32>) -> Vec<u32> {
    array.iter().map(|value| value.to_bits()).collect()
}

/// Reports that a test is skipped, because a program is missing. In CI it panics: there every program is installed.
pub fn skip(missing: &str) {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    assert!(!["CI", "SHAPEFLOW_CI"].into_iter().any(is_set), "no test is skipped in CI: {missing}");
    // Not by `eprintln!`, whose output a passing test does not show.
    let _ = writeln!(std::io::stderr(), "skipped: {missing}");
}
