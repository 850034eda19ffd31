//! [`SelectRows`]: fit-only steps that select rows.

use super::{Context, FitOnly};
use crate::Result;

/// A fit-only step whose output are rows of its input: some of them, or some repeatedly. `X` are the rows, and `Y` their targets.
///
/// With it, [`WithWeights`](crate::steps::WithWeights) can select other values of the same rows, such as their weights.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::step::SelectRows;
///
/// /// Keeps every second row.
/// #[derive(Debug, Clone, Default, Hyperparameters)]
/// struct Half;
///
/// type Rows = (ArcArray2<f64>, ArcArray1<f64>);
///
/// impl Stateless for Half {
///     const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [half, d], [half]", &[]);
/// }
/// impl FitOnly for Half {}
/// impl Transform<Rows> for Half {
///     type Out = Rows;
///     fn transform(&self, (x, y): Rows) -> Result<Rows> {
///         let kept: Vec<usize> = (0..y.len()).step_by(2).collect();
///         Ok((x.select(Axis(0), &kept).into_shared(), y.select(Axis(0), &kept).into_shared()))
///     }
/// }
/// impl SelectRows<ArcArray2<f64>, ArcArray1<f64>> for Half {
///     fn select_rows(&self, _: &ArcArray2<f64>, y: &ArcArray1<f64>, _: &Context<'_>) -> Result<Vec<usize>> {
///         Ok((0..y.len()).step_by(2).collect())
///     }
/// }
///
/// pipeline! {
///     Thinned(x: f64[n, 1]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
///         (x2, y2, w2) = (x, y, weight) |> WithWeights<Half>;
///         line = x2 |> Ridge { alpha: 0.0 }.fit(y2, w2);
///         line
///     }
/// }
///
/// let (x, y) = (array![[0.0], [9.0], [1.0], [9.0], [2.0]], array![0.0, 9.0, 1.0, -9.0, 2.0]);
/// let model = Thinned::default().fit(&x, &y, array![1.0, 5.0, 1.0, 5.0, 1.0])?;
/// assert!((model.line.coefficients()[0] - 1.0).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not select rows of `{X}` with targets `{Y}`",
    label = "does not implement `SelectRows<{X}, {Y}>`"
)]
pub trait SelectRows<X, Y>: FitOnly {
    /// Returns the numbers of the rows to learn from, counted from 0, in the order of the output. A number may occur several
    /// times.
    ///
    /// # Errors
    /// The step cannot select from these rows: return an [`Error::new`](crate::Error::new). The engine adds the path.
    fn select_rows(&self, x: &X, y: &Y, context: &Context<'_>) -> Result<Vec<usize>>;
}
