//! Real data for the examples, and steps of their own.

pub mod co2;
pub mod digits;
pub mod methods;
pub mod network;
pub mod penguins;
