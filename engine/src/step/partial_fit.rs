//! [`PartialFit`]: learning from where a fitted step stands.
//!
//! Invariant: there is one way on, [`Fit::update_fitted`]; the traits here only ask whether a step has it.

use super::{Context, Fit, Stateless, Step};
use crate::Result;

/// A step that can go on learning from where its fitted step stands: it overrides
/// [`Learn::resume`](super::Learn::resume) or [`Fit::update_fitted`].
///
/// It has no type parameters, so it can be asked of a step alone. A step that learns nothing has nothing to do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go on learning once it is fitted",
    label = "its fitted step does not remember enough to learn from more rows",
    note = "fit again on the old rows and the new ones, or replace the step by one that implements `Continues`, such as `StandardScaler` or `SgdClassifier`"
)]
pub trait Continues: Step {}

impl<S: Stateless> Continues for S {}

/// Learning from more rows, from where a fitted step stands (scikit-learn's `partial_fit`).
///
/// Implemented for every step that [`Continues`] and takes `X` and `Y`.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::step::PartialFit;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let step = StandardScaler::default();
/// let mut scaler = step.fit(array![[1.0], [2.0]].into_shared(), (), &context)?;
/// step.partial_fit(&mut scaler, array![[6.0]].into_shared(), (), &context)?;
/// assert_eq!((scaler.rows(), scaler.mean()[0]), (3, 3.0));
/// # Ok::<(), Error>(())
/// ```
pub trait PartialFit<X, Y = ()>: Continues + Fit<X, Y> {
    /// Learns from more rows.
    ///
    /// # Errors
    /// As [`Fit::fit`]; `fitted` is then what it was.
    fn partial_fit(&self, fitted: &mut Self::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.update_fitted(fitted, x, y, context)
    }
}

impl<X, Y, S: Continues + Fit<X, Y>> PartialFit<X, Y> for S {}
