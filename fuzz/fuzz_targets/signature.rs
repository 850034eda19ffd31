//! The text of a signature, applied to shapes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shapeflow_tests::fuzzed::signature(data));
