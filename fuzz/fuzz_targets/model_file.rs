//! The bytes of a model file.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shapeflow_tests::fuzzed::model_file(data));
