//! Hyperparameters of pipelines, as `pipeline!` writes them: spaces, values and typed paths.

mod choose;
mod optional;
mod pipelines;
mod size;
