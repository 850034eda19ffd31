//! [`PartialFit`]: updating a fitted step with more rows.
//!
//! Invariant: [`Fit::update_fitted`] is the one method that updates a fitted step; the traits here only say which steps
//! support it.

use super::{Context, Fit, Stateless, Step};
use crate::Result;

/// A step whose fitted step can learn from more rows: it overrides [`Learn::resume`](super::Learn::resume) or
/// [`Fit::update_fitted`].
///
/// The trait has no type parameters, so it is a property of the step alone. Every step that learns nothing implements it.
///
/// A pipeline has the method `partial_fit` if all its steps implement this trait:
///
/// ```compile_fail,E0277
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] { petals |> LogisticRegression<2>.fit(kind) }
/// }
///
/// let flowers = Flowers::default();
/// let mut model = flowers.fit(array![[1.4, 0.2], [4.7, 1.4]], array![0, 1])?;
/// flowers.partial_fit(&mut model, array![[1.3, 0.2]], array![0])?;
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot learn from more rows once it is fitted",
    label = "the fitted step does not keep enough to learn from more rows",
    note = "fit again on the old rows and the new ones, or use a step that implements `Continues`, such as `StandardScaler` or `SgdClassifier`"
)]
pub trait Continues: Step {}

#[diagnostic::do_not_recommend]
impl<S: Stateless> Continues for S {}

/// Updates a fitted step with more rows (scikit-learn's `partial_fit`).
///
/// Implemented for every step that implements [`Continues`] and accepts `X` and `Y`. A pipeline of such steps has a method
/// of the same name:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scale(x: f64[n, 1]) -> f64[n, 1] { x |> StandardScaler }
/// }
///
/// let scale = Scale::default();
/// let mut model = scale.fit(array![[1.0], [2.0]])?;
/// scale.partial_fit(&mut model, array![[6.0]])?;
/// assert_eq!((model.output.rows(), model.output.mean()[0]), (3, 3.0));
/// # Ok::<(), Error>(())
/// ```
pub trait PartialFit<X, Y = ()>: Continues + Fit<X, Y> {
    /// Updates `fitted` with more rows.
    ///
    /// # Errors
    /// As [`Fit::fit`]; `fitted` is then unchanged.
    fn partial_fit(&self, fitted: &mut Self::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.update_fitted(fitted, x, y, context)
    }
}

impl<X, Y, S: Continues + Fit<X, Y>> PartialFit<X, Y> for S {}
