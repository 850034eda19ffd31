//! A declarative DAG dataflow engine for machine-learning pipelines, checked by rustc.

mod error;
pub mod graph;
pub mod shape;
pub mod step;

pub use error::{Error, ErrorKind, Phase, Result};
