//! Logistic regression, fitted on all rows at once.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`LogisticRegression`] and its fitted form |
//! | `objective` | the objective, its gradient and its curvature |
//! | `newton` | the search for its minimum |

mod newton;
mod objective;
mod step;

pub use step::{FittedLogisticRegression, LogisticRegression};
