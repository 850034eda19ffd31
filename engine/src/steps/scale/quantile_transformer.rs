//! [`QuantileTransformer`]: columns with a uniform or a normal distribution.
//!
//! Invariant: the quantiles of a column are finite and never decrease, and there are as many as levels, at least one. They depend on
//! the sorted values alone.

use ndarray::{ArcArray, Array1, Array2, ArrayView1, ArrayView2};

use crate::shape::Signature;
use crate::space::{Hyperparameters, gaussian};
use crate::step::{Context, Fit, Inverse, Invertible, Step, Transform, Value};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_columns, require_finite, require_finite_results, too_far_apart};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::steps::kernels::quantiles::{self, Sorted};
use crate::{Error, Result};

/// How near to an end of a column a value counts as that end, with a normal output (scikit-learn's `BOUNDS_THRESHOLD`).
const AT_END: f64 = 1e-7;

/// Replaces each value by its rank among the values of its column: `[n, d?] -> [n, d?]` (scikit-learn's
/// `QuantileTransformer(subsample=None)`), so that a column has a uniform distribution from 0 to 1, or a normal one. Outliers come as
/// near as their neighbours, and distances are lost.
///
/// Accepts `f32` and `f64`; `[n]` is one column. The ranks are those of [`n_quantiles`](Self::n_quantiles) quantiles of **all** rows of the
/// fit, with straight lines between them; scikit-learn takes 10,000 rows at random unless `subsample=None`. A value that occurs often has the
/// middle of its ranks. A new value beyond the ends of its column has the rank 0 or 1. The inverse restores values between
/// the ends, up to the distance of the quantiles. The transform works in place if the input's buffer has no other owner. The fit needs all
/// rows at once, because it sorts each column.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, `n_quantiles` of 0, or values so far apart that their distance is not finite.
/// Transforming: a NaN or infinity, or another number of columns.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Ranks(income: f64[n]) -> f64[n] {
///         rank = income |> QuantileTransformer;
///         rank
///     }
/// }
///
/// let model = Ranks::default().fit(array![1.0, 2.0, 3.0, 4.0, 1000.0])?;
/// assert_eq!(model.predict(array![1.0, 3.5, 1000.0, 1e9])?, array![0.0, 0.625, 1.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct QuantileTransformer {
    /// The number of quantiles, at least 1; with fewer rows, the number of rows. Default: 1000.
    #[space(log_integer(10..=1000))]
    pub n_quantiles: usize,
    /// The distribution of a column of the fit. Default: uniform.
    #[space(nested)]
    pub output_distribution: OutputDistribution,
}

/// The distribution that a [`QuantileTransformer`] gives to a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum OutputDistribution {
    /// The uniform distribution from 0 to 1.
    #[default]
    Uniform,
    /// The standard normal distribution, from -5.2 to 5.2.
    Normal,
}

impl Default for QuantileTransformer {
    fn default() -> Self {
        Self { n_quantiles: 1000, output_distribution: OutputDistribution::Uniform }
    }
}

/// The fitted form of a [`QuantileTransformer`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedQuantileTransformer {
    /// The quantiles of each column, as rows.
    quantiles: Array2<f64>,
    levels: Array1<f64>,
    output: OutputDistribution,
}

impl FittedQuantileTransformer {
    /// The quantiles of each column, `[n_quantiles, d]` (scikit-learn's `quantiles_`).
    pub fn quantiles(&self) -> ArrayView2<'_, f64> {
        self.quantiles.t()
    }

    /// The level of each quantile, from 0 to 1, `[n_quantiles]` (`references_`).
    pub fn levels(&self) -> ArrayView1<'_, f64> {
        self.levels.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_rising = |values: ArrayView1<'_, f64>| {
            values.iter().all(|value| value.is_finite()) && values.iter().is_sorted()
        };
        let fits = self.levels.len() == self.quantiles.ncols() && !self.levels.is_empty();
        if fits && is_rising(self.levels.view()) && self.quantiles.rows().into_iter().all(is_rising) {
            return Ok(());
        }
        Err(Error::new(
            "`quantiles` must hold a rising row of finite numbers for each column, one for each of `levels`",
        ))
    }

    /// Rewrites each value with the quantiles of its column, column by column within a block.
    fn rewrite<A: Float, D: OneOrTwoAxes<A>>(
        &self,
        x: ArcArray<A, D>,
        compute: impl Fn(&[f64], f64) -> f64 + Sync,
    ) -> Result<ArcArray<A, D>> {
        let x = D::__into_columns(x);
        require_columns(self.quantiles.nrows(), x.ncols())?;
        let quantiles: Vec<Vec<f64>> = self.quantiles.rows().into_iter().map(|row| row.to_vec()).collect();
        let rewritten = blocks::rewrite(x, |first_row, mut block| {
            require_finite(block.view(), first_row)?;
            for (mut column, quantiles) in block.columns_mut().into_iter().zip(&quantiles) {
                column.mapv_inplace(|value| A::narrow(compute(quantiles, value.widen())));
            }
            require_finite_results(block.view(), first_row)
        })?;
        Ok(D::__from_columns(rewritten))
    }

    fn rank(&self, quantiles: &[f64], value: f64) -> f64 {
        let (Some(&low), Some(&high)) = (quantiles.first(), quantiles.last()) else { return value };
        let (at_low, at_high) = match self.output {
            OutputDistribution::Uniform => (value == low, value == high),
            OutputDistribution::Normal => (value - AT_END < low, value + AT_END > high),
        };
        let rank = if at_low {
            0.0
        } else if at_high {
            1.0
        } else {
            middle_rank(quantiles, self.levels.as_slice().unwrap_or_default(), value)
        };
        match self.output {
            OutputDistribution::Uniform => rank,
            OutputDistribution::Normal => {
                let end = AT_END - f64::EPSILON;
                gaussian::quantile(rank).clamp(gaussian::quantile(end), gaussian::quantile(1.0 - end))
            }
        }
    }

    fn value(&self, quantiles: &[f64], rank: f64) -> f64 {
        let (Some(&low), Some(&high)) = (quantiles.first(), quantiles.last()) else { return rank };
        let (rank, margin) = match self.output {
            OutputDistribution::Uniform => (rank, 0.0),
            OutputDistribution::Normal => (gaussian::cumulative(rank), AT_END),
        };
        if rank <= 0.0 || rank < margin {
            low
        } else if rank >= 1.0 || rank + margin > 1.0 {
            high
        } else {
            let levels = self.levels.as_slice().unwrap_or_default();
            let after = levels.partition_point(|&level| level <= rank);
            between(levels, quantiles, after, rank)
        }
    }
}

/// The value at `x` on the line between the points before and at `after` (NumPy's `interp`, with its operations).
fn between(xs: &[f64], ys: &[f64], after: usize, x: f64) -> f64 {
    let before = after.saturating_sub(1);
    match (xs.get(before), ys.get(before), xs.get(after), ys.get(after)) {
        (Some(&x0), Some(&y0), Some(&x1), Some(&y1)) if x0 < x => (y1 - y0) / (x1 - x0) * (x - x0) + y0,
        (_, Some(&y0), ..) => y0,
        _ => x,
    }
}

/// The mean of the ranks of `value` from below and from above, which differ where quantiles are equal.
fn middle_rank(quantiles: &[f64], levels: &[f64], value: f64) -> f64 {
    let after = quantiles.partition_point(|&quantile| quantile <= value);
    let is_quantile = after > 0 && quantiles.get(after - 1) == Some(&value);
    if is_quantile {
        let first =
            quantiles.get(..after).map_or(0, |equal| equal.partition_point(|&quantile| quantile < value));
        let level = |at: usize| levels.get(at).copied().unwrap_or(1.0);
        return 0.5 * (level(after - 1) + level(first));
    }
    match (after.checked_sub(1), after < quantiles.len()) {
        (None, _) => levels.first().copied().unwrap_or(0.0),
        (Some(_), false) => levels.last().copied().unwrap_or(0.0),
        (Some(before), true) => {
            let (low, high) = (quantiles[before], quantiles[after]);
            let (from, to) = (levels[before], levels[after]);
            // NumPy interpolates once from each side, and the two differ by rounding.
            let slope = (to - from) / (high - low);
            0.5 * ((slope * (value - low) + from) - (slope * (high - value) - to))
        }
    }
}

impl Step for QuantileTransformer {
    type Fitted = FittedQuantileTransformer;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedQuantileTransformer) -> Option<usize> {
        Some(fitted.quantiles.nrows())
    }
}

impl Invertible for QuantileTransformer {}

impl<A: Float, D: OneOrTwoAxes<A>> Fit<ArcArray<A, D>> for QuantileTransformer
where
    ArcArray<A, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<FittedQuantileTransformer> {
        if self.n_quantiles == 0 {
            return Err(Error::new("`n_quantiles` must be at least 1, got 0"));
        }
        let x = D::__into_columns(x);
        let count = self.n_quantiles.min(x.nrows());
        let levels = quantiles::levels(count);
        let columns = quantiles::by_column(x.view(), None, context, |column, sorted: Sorted| {
            if !(sorted.largest() - sorted.smallest()).is_finite() {
                return Err(too_far_apart(column, "distance"));
            }
            // As NumPy computes it: in percent, and back.
            let mut quantiles: Vec<f64> =
                levels.iter().map(|level| sorted.interpolated(level * 100.0 / 100.0)).collect();
            // Rounding may put a quantile below the one before.
            for at in 1..quantiles.len() {
                quantiles[at] = quantiles[at].max(quantiles[at - 1]);
            }
            Ok(quantiles)
        })?;
        let quantiles = Array2::from_shape_vec((columns.len(), count), columns.concat())?;
        Ok(FittedQuantileTransformer { quantiles, levels: levels.into(), output: self.output_distribution })
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedQuantileTransformer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.rewrite(x, |quantiles, value| self.rank(quantiles, value))
    }
}

/// Returns the values at these ranks (scikit-learn's `inverse_transform`); a rank beyond 0 and 1 is at the end of its column.
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedQuantileTransformer
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.rewrite(z, |quantiles, rank| self.value(quantiles, rank))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn wrong_settings_and_columns_are_told() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![1.0, 2.0].into_shared();
        let error = QuantileTransformer { n_quantiles: 0, ..Default::default() }.fit(x, (), &context);
        assert_eq!(error.expect_err("none").to_string(), "`n_quantiles` must be at least 1, got 0");
        let far = array![[0.0, f64::MAX], [1.0, -f64::MAX]].into_shared();
        let error = QuantileTransformer::default().fit(far, (), &context).expect_err("too far");
        assert!(error.to_string().contains("column 1 (counted from 0) lie so far apart"), "{error}");
    }

    #[test]
    fn equal_values_have_the_middle_of_their_ranks() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![0.0, 5.0, 5.0, 5.0, 9.0].into_shared();
        let fitted = QuantileTransformer::default().fit(x.clone(), (), &context).expect("finite");
        assert_eq!(fitted.transform(x.clone()).expect("finite"), array![0.0, 0.5, 0.5, 0.5, 1.0]);
        let normal =
            QuantileTransformer { output_distribution: OutputDistribution::Normal, ..Default::default() };
        let ends = normal.fit(x.clone(), (), &context).expect("finite").transform(x).expect("finite");
        let distance: f64 = ends[4] - 5.199337582605575;
        assert!(distance.abs() < 1e-9 && ends[2] == 0.0, "{ends}");
    }
}
