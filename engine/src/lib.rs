//! A declarative DAG dataflow engine for machine-learning pipelines, checked by rustc.

mod error;
pub mod shape;
pub mod step;
pub mod steps;

pub use error::{Error, ErrorKind, Phase, Result};
