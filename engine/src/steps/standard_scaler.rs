//! [`StandardScaler`]: columns with mean 0 and variance 1.

use ndarray::{ArcArray2, Array1, ArrayView1, Zip};

use super::accumulate::add;
use super::check::require_rows;
use super::weight::require_weight;
use super::{Float, Moments, RowWeights, rows};
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Inverse, Invertible, Learn, Mergeable, Step, Transform};

/// Shifts each column to mean 0 and scales it to variance 1: `[n, d] fit([n]?) -> [n, d]` (scikit-learn's `StandardScaler`).
///
/// Takes `f32` and `f64`. A column that is constant up to rounding is only shifted. Where the input's buffer has no
/// other owner, transforming works in place. Learns from batches in one pass, and goes on from where it stands.
///
/// With weights, `StandardScaler.fit(weight)`, mean and variance are those of the rows as often as their weights say
/// (`sample_weight`); a row of weight 0 is transformed, but not learnt from.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity (scikit-learn leaves NaN out; here a gap is filled by a step that says so), weights
/// that differ in number from the rows, a negative weight, weights that are all 0, or values so far apart that their variance is not finite. Transforming: NaN or infinity, or another number of columns.
///
/// ```
/// use ndarray::array;
/// use shapeflow::Phase;
/// use shapeflow::step::{Context, Fit, Run, Transform};
/// use shapeflow::steps::StandardScaler;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[1.0_f32, 7.0], [3.0, 7.0]].into_shared();
/// let scaler = StandardScaler::default().fit(x.clone(), (), &context)?;
/// assert_eq!(scaler.transform(x)?, array![[-1.0, 0.0], [1.0, 0.0]]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct StandardScaler {
    /// Subtract the mean of each column. Default: true.
    #[space(boolean())]
    pub with_mean: bool,
    /// Divide by the standard deviation of each column. Default: true.
    #[space(boolean())]
    pub with_std: bool,
}

impl Default for StandardScaler {
    fn default() -> Self {
        Self { with_mean: true, with_std: true }
    }
}

/// A [`StandardScaler`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedStandardScaler {
    moments: Moments,
    shift: Array1<f64>,
    scale: Array1<f64>,
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

    /// What each column is divided by, `[d]` (`scale_`): the standard deviation; 1 for a constant column and
    /// without `with_std`.
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }

    /// How many rows were seen (`n_samples_seen_`).
    pub fn rows(&self) -> u64 {
        self.moments.rows()
    }

    /// The sum of the weights of these rows (`n_samples_seen_`, where weights are given); without weights, their number.
    pub fn weight(&self) -> f64 {
        self.moments.weight()
    }

    fn new(options: &StandardScaler, moments: Moments) -> Self {
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

/// scikit-learn's rule (`_is_constant_feature`): the variance is within the rounding error of computing it.
pub(super) fn is_constant(variance: f64, mean: f64, rows: u64) -> bool {
    let rounding = rows as f64 * f64::EPSILON;
    variance <= rounding * variance + (rounding * mean).powi(2)
}

impl Step for StandardScaler {
    type Fitted = FittedStandardScaler;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]?) -> [n, d]", &[]);
    const ROWWISE: bool = true;
}

impl Invertible for StandardScaler {}

impl Mergeable for StandardScaler {}

impl Continues for StandardScaler {}

impl<A: Float, W: RowWeights> Learn<ArcArray2<A>, W> for StandardScaler {
    /// `None` before the first batch, which tells the number of columns.
    type State = Option<Moments>;

    fn start(&self, _: &Context<'_>) -> Result<Self::State> {
        Ok(None)
    }

    fn update(&self, state: &mut Self::State, x: ArcArray2<A>, weights: W, _: &Context<'_>) -> Result<()> {
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

impl<A: Float> Transform<ArcArray2<A>> for FittedStandardScaler {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        // The smallest scale is 1e-162, so the inverse is finite.
        let factor = self.scale.mapv(f64::recip);
        rows::rewrite_by_column(x, (&self.shift, &factor), |value, shift, factor| (value - shift) * factor)
    }
}

/// Multiplies by the scale and adds the mean (scikit-learn's `inverse_transform`).
impl<A: Float> Inverse<ArcArray2<A>> for FittedStandardScaler {
    type Out = ArcArray2<A>;

    fn inverse(&self, z: ArcArray2<A>) -> Result<ArcArray2<A>> {
        rows::rewrite_by_column(z, (&self.shift, &self.scale), |value, shift, scale| value * scale + shift)
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
