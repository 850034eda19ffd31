//! Tokens of `pipeline!`. A binary cannot call a crate of procedural macros, so this one contains the sources of its front end.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the passes after the front end, which use the rest, are not part of it")]

extern crate proc_macro;

#[path = "../../macros/src/check/mod.rs"]
mod check;
#[path = "../../macros/src/diagnostic.rs"]
mod diagnostic;
#[path = "../../macros/src/front.rs"]
mod front;
#[path = "../../macros/src/front_tests/fuzzed.rs"]
mod fuzzed;
#[path = "../../macros/src/model/mod.rs"]
mod model;
#[path = "../../macros/src/parse/mod.rs"]
mod parse;
#[path = "../../macros/src/spelling.rs"]
mod spelling;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzed::language(data));
