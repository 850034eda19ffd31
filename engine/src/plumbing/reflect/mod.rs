//! The steps of a pipeline by number: their hyperparameters, their identity, their saved form.
//!
//! | file | owns |
//! |---|---|
//! | `step_access` | the steps by number |
//! | `hyperparameters` | `Hyperparameters` for a pipeline |
//! | `sizes` | its declared sizes |
//! | `choice` | the arms of a choice |
//! | `identity` | what a cache key is made of |
//! | `saving` | `Save` for a fitted pipeline |

pub(crate) mod choice;
pub(crate) mod hyperparameters;
pub(crate) mod identity;
#[cfg(feature = "save")]
pub(crate) mod saving;
pub(crate) mod sizes;
pub(crate) mod step_access;
