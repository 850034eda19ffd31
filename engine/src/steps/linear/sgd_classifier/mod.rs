//! [`SgdClassifier`]: probabilities of classes, fitted by stochastic gradient descent.
//!
//! | file | owns |
//! |---|---|
//! | `step` | [`SgdClassifier`]: its hyperparameters, and one step against the gradient |
//! | `fitted` | [`FittedSgdClassifier`] |
//! | `lesson` | [`Lesson`], the contents of `.fit(..)`: labels, weights, validation rows |
//! | `stopping` | early stopping: when the validation loss ends a fit, and which weights are kept |
//! | `epochs` | the fit from batches |
//! | `sparse` | the same on sparse values |
//! | `fit` | `Fit`: the fit on all rows, which connects the others |

mod epochs;
mod fit;
mod fitted;
mod lesson;
mod sparse;
mod step;
mod stopping;

pub use fitted::FittedSgdClassifier;
pub use lesson::Lesson;
pub use step::SgdClassifier;
