//! Real data for the examples, and a step of their own.

pub mod digits;
pub mod prototypes;
