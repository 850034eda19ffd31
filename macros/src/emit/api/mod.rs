//! What a caller of a pipeline uses, and what makes it a step of another pipeline.
//!
//! | file | emits |
//! |---|---|
//! | `fit_predict` | `fit`, `fit_transform`, `predict` |
//! | `batches` | `fit_batches`, `partial_fit`, `stream` |
//! | `resources` | `open` |
//! | `saving` | `save` and `load` |
//! | `hyperparameters` | the search space, the values and the typed paths |
//! | `sizes` | the declared sizes among them |
//! | `step_impl` | `Step`, `Fit` and `Transform`, and `graph` |
//! | `inputs` | the parameters of these methods |

pub(super) mod batches;
pub(super) mod fit_predict;
pub(super) mod hyperparameters;
mod inputs;
pub(super) mod resources;
pub(super) mod saving;
pub(super) mod sizes;
pub(super) mod step_impl;
