//! [`WithWeights`]: selects the weights of rows with the rows.
//!
//! Invariant: each row of the output has its own weight, and the rows are those that the wrapped step selects without weights.

use ndarray::ArcArray1;

use super::forward::forward;
use super::signature::with_weights;
use crate::Result;
use crate::batches::Table;
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, FitOnly, SelectRows, Step, Value};
use crate::steps::kernels::float::Float;
use crate::steps::rows::{AllRows, selected};

/// Selects rows, targets and the weights of the rows together: `[n, d], [n], [n] -> [kept, d], [kept], [kept]` around a step with
/// the signature `[n, d], [n] -> [kept, d], [kept]`, such as [`Balance`](crate::steps::Balance),
/// [`DropOutliers`](crate::steps::DropOutliers) or your own step that implements [`SelectRows`].
///
/// Acts only while fitting ([`FitOnly`]). Weights are `f32` or `f64`, one for each row (scikit-learn's `sample_weight`), and a row
/// that is drawn twice has its weight twice. The wrapped step does not see the weights: [`Balance`](crate::steps::Balance) makes the
/// numbers of rows equal, not the sums of weights. The rows are those that it selects without weights at the same path and seed.
///
/// # Errors
/// As the wrapped step; a number of weights that differs from the number of rows. Values of weights are checked by the step that
/// learns with them.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Line(x: f64[n, 1]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
///         (x2, y2, w2) = (x, y, weight) |> WithWeights<DropOutliers> { step: DropOutliers { limit: 2.0 } };
///         x2 |> Ridge { alpha: 0.0 }.fit(y2, w2)
///     }
/// }
///
/// // The last row is dropped as an outlier; the first one, which is not on the line, has the weight 0.
/// let x = array![[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [1000.0]];
/// let y = array![9.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0];
/// let weight = array![0.0, 1.0, 2.0, 1.0, 2.0, 1.0, 1.0];
/// let line = Line::default().fit(&x, &y, &weight)?.predict(&x)?;
/// assert!((line[0] - 1.0).abs() < 1e-9 && (line[6] - 1000.0).abs() < 1e-6);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct WithWeights<S> {
    /// The step that selects the rows.
    #[space(nested)]
    pub step: S,
}

impl<S: Step> WithWeights<S> {
    const TEXT: &'static Text<512> = &with_weights(S::SIGNATURE.text);
}

impl<S: Step> Step for WithWeights<S> {
    type Fitted = AllRows;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    const LEARNS: bool = false;
    forward!(S: REVISION);

    fn unlearned(&self) -> Option<AllRows> {
        Some(AllRows)
    }
}

impl<S: FitOnly> FitOnly for WithWeights<S> {}

impl<X, Y, W, S> Fit<(X, Y, ArcArray1<W>)> for WithWeights<S>
where
    X: Table + Value,
    Y: Table + Value,
    W: Float,
    S: SelectRows<X, Y>,
{
    fn fit(&self, _: (X, Y, ArcArray1<W>), (): (), _: &Context<'_>) -> Result<AllRows> {
        Ok(AllRows)
    }

    fn fit_transform(
        &self,
        rows: (X, Y, ArcArray1<W>),
        (): (),
        context: &Context<'_>,
    ) -> Result<(AllRows, (X, Y, ArcArray1<W>))> {
        rows.row_count()?;
        let numbers = self.step.select_rows(&rows.0, &rows.1, context)?;
        Ok((AllRows, selected(rows, &numbers)?))
    }
}
