//! The public methods of a pipeline, and the traits that make it a step of another pipeline.
//!
//! Invariant: a public method has the spans of the user's tokens, so that an error in a call points at the pipeline.
//!
//! | file | emits |
//! |---|---|
//! | `fit_predict` | `fit`, `fit_transform`, `predict` |
//! | `batches` | `fit_batches`, `partial_fit`, `stream` |
//! | `resources` | `open` |
//! | `saving` | `save` and `load` |
//! | `hyperparameters` | the search space, the hyperparameters and their typed paths |
//! | `sizes` | the declared sizes |
//! | `step_impl` | `Step`, `Fit` and `Transform`, and `graph` |
//! | `inputs` | the parameters of the public methods |

pub(super) mod batches;
pub(super) mod fit_predict;
pub(super) mod hyperparameters;
pub(super) mod inputs;
pub(super) mod resources;
pub(super) mod saving;
pub(super) mod sizes;
pub(super) mod step_impl;
