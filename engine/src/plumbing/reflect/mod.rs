//! Access to the steps of a pipeline by number, for their hyperparameters, their identity and their saved form.
//!
//! | file | owns |
//! |---|---|
//! | `hyperparameters` | `Hyperparameters` for a pipeline |
//! | `sizes` | the declared sizes of a pipeline |
//! | `choice` | the hyperparameters, identity and resources of a choice |
//! | `identity` | the identity of a pipeline, for cache keys |
//! | `saving` | saving and loading the model of a pipeline |

pub(crate) mod choice;
pub(crate) mod hyperparameters;
pub(crate) mod identity;
#[cfg(feature = "save")]
pub(crate) mod saving;
pub(crate) mod sizes;
