//! The text and the JSON of an assignment of hyperparameters.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shapeflow_tests::fuzzed::assignment(data));
