//! Hyperparameters: the derive, and how a pipeline collects those of its steps.

mod derive;
mod functions;
mod pipeline;
mod serial;
