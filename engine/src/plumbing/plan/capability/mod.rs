//! What the type of a step can do beside being a step. Each question is a constant, and a negative answer is not an
//! error.
//!
//! | file | owns |
//! |---|---|
//! | `hyperparameters` | `Hyperparameters` |
//! | `resources` | `Holds` |
//! | `identity` | what a cache key is made of |
//! | `nested` | whether it is a pipeline |
//! | `input_features` | what the type of an input tells of its features |
//! | `naming` | how it names the features of its outputs |
//! | `saved_form`, `no_saved_form` | how a fitted step is kept, with and without a cache |
//! | `cached` | the positive answers of types that a cache can keep |

#[cfg(feature = "cache")]
mod cached;
pub(crate) mod hyperparameters;
pub(crate) mod identity;
pub(crate) mod input_features;
pub(crate) mod naming;
pub(crate) mod nested;
pub(crate) mod resources;
#[cfg_attr(not(feature = "cache"), path = "no_saved_form.rs")]
pub(crate) mod saved_form;
