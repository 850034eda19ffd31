//! Logistic regression, fitted on all rows at once.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`LogisticRegression`] and its fitted form |
//! | `objective` | the objective, its gradient and its curvature |
//! | `sparse` | the same of sparse rows |
//! | `newton` | the search for its minimum |

mod newton;
mod objective;
mod sparse;
mod step;

pub use step::{FittedLogisticRegression, LogisticRegression};
