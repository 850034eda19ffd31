//! Real data for the examples.

pub mod digits;
