//! Hyperparameters of pipelines, as `pipeline!` writes them: spaces, values and typed paths.

mod optional;
mod pipelines;
