//! A declarative DAG dataflow engine for machine-learning pipelines, checked by rustc.

mod error;
#[doc(hidden)]
pub mod expand;
pub mod graph;
pub mod prelude;
pub mod run;
pub mod shape;
pub mod step;
pub mod steps;

pub use error::{Error, ErrorKind, Phase, Result};

/// Declares pipelines. See the crate's documentation for the language.
#[macro_export]
macro_rules! pipeline {
    ($($tokens:tt)*) => {
        $crate::expand::pipeline! { [$crate] $($tokens)* }
    };
}

pub use shapeflow_macros::step;
