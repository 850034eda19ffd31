//! [`Rolling`]: a statistic of each window of a series.
//!
//! Invariant: every result is finite, or the step returns an error.

use ndarray::{ArcArray, Array2, Axis};

use super::sliding::{combined, medians};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform, Value};
use crate::steps::kernels::checks::{require_finite, require_finite_results};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::{Error, Result};

/// Computes a statistic of every window of `W` values: `[t, d?] -> [t - W + 1, d?]` (pandas' `rolling(W).mean()` and others, without
/// the first rows, which have no whole window).
///
/// Accepts `f32` and `f64`, and computes in `f64`; `[t]` is one series, `[t, d]` are `d` series. Row `i` belongs to place
/// `i + W - 1`, the last of its window. The time does not depend on `W`, but for the median, where it grows with it. A large value
/// that leaves the window leaves no rounding error behind.
///
/// # Errors
/// A NaN or infinity, fewer than `W` values, a standard deviation or variance of one value, or a result beyond the range of
/// the type.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::{Rolling, RollingStatistic};
///
/// pipeline! {
///     Smooth(level: f64[t]) -> f64[t - 2] {
///         level |> Rolling<3> { statistic: RollingStatistic::Mean }
///     }
/// }
///
/// let level = array![1.0, 2.0, 6.0, 1.0];
/// assert_eq!(Smooth::default().fit(&level)?.predict(&level)?, array![3.0, 3.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Rolling<const W: usize> {
    /// Which statistic. Default: the mean.
    #[space(nested)]
    pub statistic: RollingStatistic,
}

/// A statistic of a window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum RollingStatistic {
    /// The mean.
    #[default]
    Mean,
    /// The sum.
    Sum,
    /// The standard deviation, with the divisor `W - 1` (pandas' `std()`).
    Std,
    /// The variance, with the divisor `W - 1` (`var()`).
    Variance,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The median; the mean of the two middle values of an even number.
    Median,
}

/// The mean of some values and the sum of the squared distances from it.
#[derive(Clone, Copy)]
struct Spread {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn of(value: f64) -> Self {
        Self { count: 1.0, mean: value, squares: 0.0 }
    }

    /// Chan, Golub and LeVeque, "Algorithms for computing the sample variance" (1983).
    fn join(self, other: Self) -> Self {
        let count = self.count + other.count;
        let distance = other.mean - self.mean;
        Self {
            count,
            mean: self.mean + distance * (other.count / count),
            squares: self.squares + other.squares + distance * distance * (self.count * other.count / count),
        }
    }
}

impl RollingStatistic {
    /// Returns its name in the names of features.
    fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Sum => "sum",
            Self::Std => "std",
            Self::Variance => "variance",
            Self::Min => "min",
            Self::Max => "max",
            Self::Median => "median",
        }
    }

    fn of_windows(self, values: &[f64], width: usize) -> Vec<f64> {
        let spreads = || combined(values, width, Spread::of, Spread::join).into_iter();
        let variance = |spread: Spread| spread.squares / (spread.count - 1.0);
        match self {
            Self::Mean => spreads().map(|spread| spread.mean).collect(),
            Self::Sum => combined(values, width, |value| value, |a, b| a + b),
            Self::Variance => spreads().map(variance).collect(),
            Self::Std => spreads().map(|spread| variance(spread).sqrt()).collect(),
            Self::Min => combined(values, width, |value| value, f64::min),
            Self::Max => combined(values, width, |value| value, f64::max),
            Self::Median => medians(values, width),
        }
    }
}

impl<const W: usize> Stateless for Rolling<W> {
    const SIGNATURE: Signature =
        Signature::new("[t, d?] -> [t - W + 1, d?] where W >= 1, t >= W", &[("W", W as i64)]);

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let statistic = self.statistic.name();
        let each = |name: &str| vec![format!("{name}.{statistic}_{W}")];
        inputs.iter().filter_map(|input| input.each(each)).collect()
    }
}

impl<A: Float, D: OneOrTwoAxes<A>, const W: usize> Transform<ArcArray<A, D>> for Rolling<W>
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, series: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let x = D::__into_columns(series);
        if W == 0 || x.nrows() < W {
            return Err(Error::new(format!(
                "`Rolling<{W}>` needs a window of at least 1 value and a series of at least as many, got {} values",
                x.nrows()
            )));
        }
        if W == 1 && matches!(self.statistic, RollingStatistic::Std | RollingStatistic::Variance) {
            return Err(Error::new(
                "`Rolling<1>` has windows of one value, which have no standard deviation",
            ));
        }
        require_finite(x.view(), 0)?;
        let mut out = Array2::zeros((x.nrows() - W + 1, x.ncols()));
        for (from, mut to) in x.axis_iter(Axis(1)).zip(out.axis_iter_mut(Axis(1))) {
            let values: Vec<f64> = from.iter().map(|value| value.widen()).collect();
            for (to, value) in to.iter_mut().zip(self.statistic.of_windows(&values, W)) {
                *to = A::narrow(value);
            }
        }
        require_finite_results(out.view(), 0)?;
        Ok(D::__from_columns(out.into_shared()))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray1, array};

    use super::*;

    #[test]
    fn a_large_value_leaves_nothing_behind() {
        let series = array![1.0, 1e16, 1.0, 2.0, 3.0, 4.0].into_shared();
        let mean = Rolling::<2>::default().transform(series.clone()).expect("6 values");
        assert_eq!(mean.to_vec()[2..], [1.5, 2.5, 3.5]);
        let step = Rolling::<2> { statistic: RollingStatistic::Variance };
        assert_eq!(step.transform(series).expect("6 values")[4], 0.5);
    }

    #[test]
    fn each_mistake_has_its_message() {
        use RollingStatistic::{Std, Sum};
        let says = |statistic, values: Vec<f64>| {
            Rolling::<2> { statistic }.transform(ArcArray1::from(values)).expect_err("wrong").to_string()
        };
        assert!(says(Sum, vec![1.0]).contains("got 1 values"));
        assert!(says(Sum, vec![1.0, f64::NAN]).contains("row 1, column 0"));
        assert!(says(Sum, vec![f64::MAX, f64::MAX]).contains("beyond the range of f64"));
        let one = Rolling::<1> { statistic: Std }.transform(array![1.0, 2.0].into_shared());
        assert!(one.expect_err("one value").to_string().contains("no standard deviation"));
    }

    #[test]
    fn columns_are_on_their_own_and_named_after_the_statistic() {
        let x = array![[1.0_f32, 10.0], [3.0, 30.0], [2.0, 90.0]].into_shared();
        let step = Rolling::<2> { statistic: RollingStatistic::Max };
        assert_eq!(step.transform(x).expect("3 rows"), array![[3.0, 30.0], [3.0, 90.0]]);
        let names = step.feature_names(&[Features::named(["a", "b"])])[0].names();
        assert_eq!(names, Some(vec!["a.max_2".into(), "b.max_2".into()]));
    }
}
