//! What is known of a step's type beside that it is a step, each as a constant that is asked for without an error.
//!
//! | file | owns |
//! |---|---|
//! | `hyperparameters` | `Hyperparameters` |
//! | `resources` | `Holds` |
//! | `identity` | what a cache key is made of |
//! | `nested` | whether it is a pipeline |

pub(crate) mod hyperparameters;
pub(crate) mod identity;
pub(crate) mod nested;
pub(crate) mod resources;
