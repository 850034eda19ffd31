//! Hyperparameters: the derive, and what a pipeline makes of those of its steps.

mod derive;
mod pipeline;
mod serial;
