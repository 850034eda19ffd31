//! The pages of the repository as documentation tests: every Rust block in them is compiled, and run unless it says `no_run`.
//!
//! The pages of `engine/docs` are part of the engine's documentation and are tested there. `tests/tests/pages.rs` checks that
//! no page is missing.

#[doc = include_str!("../../README.md")]
pub struct Readme;

#[doc = include_str!("../../ARCHITECTURE.md")]
pub struct Architecture;

#[doc = include_str!("../../CONTRIBUTING.md")]
pub struct Contributing;

#[doc = include_str!("../../CHANGELOG.md")]
pub struct Changelog;

#[doc = include_str!("../../docs/measurements.md")]
pub struct Measurements;
