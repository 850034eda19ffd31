//! The strictest crate of a user: it depends on the library as `sf`, exports its pipelines, and denies every warning
//! that a published crate may deny. Compiling it is half of the test; `cargo clippy` is the other half.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    missing_docs,
    missing_debug_implementations,
    nonstandard_style,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    variant_size_differences,
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::missing_docs_in_private_items,
    clippy::allow_attributes_without_reason,
    clippy::exhaustive_structs
)]
#![allow(
    clippy::multiple_crate_versions,
    clippy::cargo_common_metadata,
    clippy::redundant_pub_crate,
    clippy::exhaustive_structs,
    reason = "about the workspace, the opposite of `unreachable_pub`, and what the structs of a pipeline are"
)]

mod facade;
mod plain;
mod saved;

pub use facade::Facade;
pub use plain::{Digits, DigitsFitted, Everything, EverythingFitted, EverythingOutput, KEPT};
pub use saved::Counted;

#[cfg(test)]
mod tests;
