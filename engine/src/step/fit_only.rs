//! [`FitOnly`]: steps that change the rows to learn from, or make targets from inputs, and act only while fitting.

use super::Step;

/// A step that acts only while fitting. It drops outliers, for example, or draws rows again, in the data and in the target
/// together.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Robust(x: f64[n, 2]) fit(y: u8[n]) -> f64[n, 2] {
///         (x2, y2) = (x, y) |> DropOutliers;
///         x2 |> LogisticRegression<2>.fit(y2)
///     }
/// }
/// ```
///
/// Such a step accepts a tuple and returns a tuple of as many values of the same types. Each output continues the input at
/// its place. At predict time the step is bypassed: each input that exists is passed on in place of its output, here `x`
/// in place of `x2`. The output that continues a target does not exist then, as the target does not, so no target leaks into
/// the prediction.
///
/// A step that selects rows implements [`SelectRows`](super::SelectRows) as well, so that
/// [`WithWeights`](crate::steps::WithWeights) can select the weights of the rows with them.
///
/// The signature gives the rows of the outputs a new name, `"[n, d], [n] -> [kept, d], [kept]"`, so that a mix of old and
/// new rows is a compile error. At predict time the outputs have the shapes of the inputs.
///
/// Such a step may also make targets from its inputs, as in autoregression. It then returns more values than it accepts. The
/// first ones continue its inputs. The others, with `fit` before their names, exist only while fitting; one of
/// them on the way to an output is a compile error, as with any target:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Forecast(series: f64[t]) -> f64[t - 23] {
///         (past, fit next) = series |> Windows<24> |> Ahead<1>;
///         past |> Ridge.fit(next)
///     }
/// }
/// ```
///
/// At predict time `past` is the output of `Windows<24>`.
///
/// The output of `fit_transform` of a pipeline with such a step is that of the fitted pipeline for all rows.
///
/// A step of your own:
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Keeps every second row.
/// #[derive(Debug, Clone, Default)]
/// struct Half;
///
/// impl Stateless for Half {
///     const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [half, d], [half]", &[]);
/// }
/// impl FitOnly for Half {}
/// impl Transform<(ArcArray2<f64>, ArcArray1<u8>)> for Half {
///     type Out = (ArcArray2<f64>, ArcArray1<u8>);
///     fn transform(&self, (x, y): (ArcArray2<f64>, ArcArray1<u8>)) -> Result<Self::Out> {
///         let kept: Vec<usize> = (0..y.len()).step_by(2).collect();
///         Ok((x.select(Axis(0), &kept).into_shared(), y.select(Axis(0), &kept).into_shared()))
///     }
/// }
///
/// pipeline! {
///     Thinned(x: f64[n, 1]) fit(y: u8[n]) -> f64[n, 1] {
///         (x2, _y2) = (x, y) |> Half;
///         x2 |> StandardScaler
///     }
/// }
///
/// let model = Thinned::default().fit(array![[1.0], [2.0], [3.0]], array![0, 1, 0])?;
/// assert_eq!(model.output.rows(), 2);
/// assert_eq!(model.predict(array![[1.0], [2.0], [3.0]])?.nrows(), 3);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `FitOnly`",
    label = "this step passes data derived from a target on to the output",
    note = "a step that only changes the rows to learn from implements `FitOnly`; any other learns against a target: `Step.fit(target)`"
)]
pub trait FitOnly: Step {}
