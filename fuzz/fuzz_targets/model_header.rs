//! The header of a model file, with a correct length and checksum.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shapeflow_tests::fuzzed::model_header(data));
