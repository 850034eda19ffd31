//! A file of one array, as NumPy saves it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| shapeflow_tests::fuzzed::array_file(data));
