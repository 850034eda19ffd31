//! What fuzzers do with each kind of input that comes from outside. The targets in `fuzz/` call these functions with bytes of
//! libFuzzer, and `tests/fuzzed.rs` with a bounded number of mutations of valid inputs.
//!
//! Invariant: a function returns for any bytes. Where it panics, the library has a bug.

mod arrays;
mod models;
mod tables;
mod texts;

pub use arrays::{array_file, arrays};
pub use models::{model_file, model_header, valid_file, valid_header};
pub use tables::{TABLES, table};
pub use texts::{ASSIGNMENTS, SIGNATURES, assignment, signature};

/// A target: its name in `fuzz/`, its function, and valid inputs from which mutations start.
pub struct Target {
    /// The name of the file in `fuzz/fuzz_targets`.
    pub name: &'static str,
    /// What is done with an input.
    pub run: fn(&[u8]),
    /// Valid inputs.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

fn bytes_of(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// All targets but `language`, which is in the macros' own tests: a program cannot call a crate of procedural macros.
pub const TARGETS: [Target; 6] = [
    Target { name: "model_file", run: model_file, seeds: || vec![valid_file()] },
    Target { name: "model_header", run: model_header, seeds: || vec![valid_header()] },
    Target { name: "signature", run: signature, seeds: || bytes_of(&SIGNATURES) },
    Target { name: "table", run: table, seeds: || bytes_of(&TABLES) },
    Target { name: "array_file", run: array_file, seeds: arrays },
    Target { name: "assignment", run: assignment, seeds: || bytes_of(&ASSIGNMENTS) },
];
