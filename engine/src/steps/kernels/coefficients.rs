//! [`Coefficients`]: fitted steps that weigh their columns.

use ndarray::ArrayView2;

/// A fitted step with a coefficient for each column, for [`SelectFromModel`](crate::steps::SelectFromModel) and [`Rfe`](crate::steps::Rfe)
/// (scikit-learn's `coef_`; a single row of any numbers from 0 can be `feature_importances_`).
///
/// ```
/// use ndarray::{Array2, ArrayView2};
/// use shapeflow::steps::Coefficients;
///
/// /// A step of your own.
/// struct Fitted {
///     weights: Array2<f64>,
/// }
///
/// impl Coefficients for Fitted {
///     fn coefficient_rows(&self) -> ArrayView2<'_, f64> {
///         self.weights.view()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no coefficients",
    label = "not `Coefficients`",
    note = "the fitted form of the step inside tells how much each column counts: that of a linear model, or one that implements `Coefficients`"
)]
pub trait Coefficients {
    /// Returns the coefficients, `[outputs, d]`: a row for each output or class.
    fn coefficient_rows(&self) -> ArrayView2<'_, f64>;
}
