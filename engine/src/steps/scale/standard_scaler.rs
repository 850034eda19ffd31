//! [`StandardScaler`]: columns with mean 0 and variance 1.
//!
//! Invariant: the fitted form keeps the moments of all rows, so `partial_fit` continues the fit exactly where it ended.

use ndarray::{ArcArray, Array1, ArrayView1, Zip};

use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform, Value};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::require_rows;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::{Moments, is_constant};
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::steps::kernels::weights::{RowWeights, require_weight};

/// Standardizes each column to mean 0 and variance 1: `[n, d?] fit([n]?) -> [n, d?]` (scikit-learn's `StandardScaler`).
///
/// Accepts `f32` and `f64`; `[n]` is one column, such as a target, whose predictions `inverse` scales back. A column that is constant up to rounding is only shifted. The transform works in place if the
/// input's buffer has no other owner. The step fits from batches in one pass, and supports
/// [`partial_fit`](crate::step::PartialFit::partial_fit).
///
/// A sparse value stays sparse, `StandardScaler { with_mean: false }`: a mean subtracted from each zero would leave none.
///
/// With weights, `StandardScaler.fit(weight)`, mean and variance are weighted by row (`sample_weight`). A row of weight 0 does
/// not count in the fit, but is transformed.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity (scikit-learn ignores NaN; here a separate step has to fill it in), a number of weights
/// that differs from the number of rows, a negative weight, weights that are all 0, or values so far apart that their
/// variance is not finite; of a sparse value, `with_mean`. Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(x: f64[n, 2]) -> f64[n, 2] {
///         scaled = x |> StandardScaler;
///         scaled
///     }
/// }
///
/// let x = array![[1.0, 7.0], [3.0, 7.0]];
/// let model = Scaled::default().fit(&x)?;
/// assert_eq!(model.scaled.mean(), array![2.0, 7.0]);
/// assert_eq!(model.predict(&x)?, array![[-1.0, 0.0], [1.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct StandardScaler {
    /// Subtracts the mean of each column. Default: true.
    #[space(boolean())]
    pub with_mean: bool,
    /// Divides each column by its standard deviation. Default: true.
    #[space(boolean())]
    pub with_std: bool,
}

impl Default for StandardScaler {
    fn default() -> Self {
        Self { with_mean: true, with_std: true }
    }
}

/// The fitted form of a [`StandardScaler`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedStandardScaler {
    pub(super) moments: Moments,
    pub(super) shift: Array1<f64>,
    pub(super) scale: Array1<f64>,
}

impl FittedStandardScaler {
    /// The mean of each column, `[d]` (scikit-learn's `mean_`).
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.moments.mean()
    }

    /// The biased variance of each column, `[d]` (`var_`).
    pub fn variance(&self) -> Array1<f64> {
        self.moments.variance()
    }

    /// The divisor of each column, `[d]` (`scale_`): the standard deviation, or 1 for a constant column and without
    /// `with_std`.
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }

    /// The number of rows of the fit (`n_samples_seen_`).
    pub fn rows(&self) -> u64 {
        self.moments.rows()
    }

    /// The sum of the weights of these rows (`n_samples_seen_` with weights); without weights, their number.
    pub fn weight(&self) -> f64 {
        self.moments.weight()
    }

    pub(super) fn new(options: &StandardScaler, moments: Moments) -> Self {
        let variance = moments.variance();
        let scale = if options.with_std {
            Zip::from(&variance).and(moments.mean()).map_collect(|&variance, &mean| {
                if is_constant(variance, mean, moments.rows()) { 1.0 } else { variance.sqrt() }
            })
        } else {
            Array1::ones(variance.len())
        };
        let shift = if options.with_mean { moments.mean().to_owned() } else { Array1::zeros(variance.len()) };
        Self { moments, shift, scale }
    }
}

impl Step for StandardScaler {
    type Fitted = FittedStandardScaler;
    const SIGNATURE: Signature = Signature::new("[n, d?] fit([n]?) -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedStandardScaler) -> Option<usize> {
        Some(fitted.scale.len())
    }
}

impl Invertible for StandardScaler {}

impl Mergeable for StandardScaler {}

impl Continues for StandardScaler {}

impl<A: Float, D: OneOrTwoAxes<A>, W: RowWeights> Learn<ArcArray<A, D>, W> for StandardScaler
where
    ArcArray<A, D>: Value,
{
    /// `None` before the first batch, which determines the number of columns.
    type State = Option<Moments>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray<A, D>, weights: W, _: &Context<'_>) -> Result<()> {
        let x = D::__into_columns(x);
        let seen = state.as_ref().map_or(0, Moments::rows) as usize;
        let weights = weights.__weights(x.nrows(), seen)?;
        let batch = Moments::of_rows(x.view(), weights.as_ref().map(|weights| weights.view()), seen)?;
        add(state, Some(batch), Moments::merge)
    }

    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
        add(earlier, later, Moments::merge)
    }

    fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedStandardScaler> {
        let moments = state.unwrap_or_else(|| Moments::new(0));
        require_rows(moments.rows() as usize)?;
        require_weight(moments.weight())?;
        Ok(FittedStandardScaler::new(self, moments))
    }

    fn resume(&self, fitted: &FittedStandardScaler, _: &Context<'_>) -> Result<Self::State> {
        Ok(Some(fitted.moments.clone()))
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedStandardScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let columns = (&self.shift, &self.scale);
        let scaled = |value, shift, scale| (value - shift) / scale;
        blocks::rewrite_by_column(x, columns, scaled)
    }
}

/// Multiplies by the scale and adds the mean (scikit-learn's `inverse_transform`).
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedStandardScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let columns = (&self.shift, &self.scale);
        let restored = |value, shift, scale| value * scale + shift;
        blocks::rewrite_by_column(z, columns, restored)
    }
}

#[cfg(feature = "save")]
impl Save for FittedStandardScaler {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("moments", &self.moments)?;
        out.field("shift", &self.shift)?;
        out.field("scale", &self.scale)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let moments: Moments = state.field("moments")?;
        let columns = [moments.mean().len()];
        Ok(Self { moments, shift: state.shaped("shift", &columns)?, scale: state.shaped("scale", &columns)? })
    }
}
