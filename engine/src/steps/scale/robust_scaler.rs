//! [`RobustScaler`]: columns with median 0 and a quantile range of 1.
//!
//! Invariant: the numbers of a column depend on its sorted values alone, so the order of the rows does not change them.

use ndarray::{ArcArray, Array1, ArrayView1};

#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::{Hyperparameters, normal};
use crate::step::{Context, Fit, Inverse, Invertible, Step, Transform, Value};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::one_or_two_axes::OneOrTwoAxes;
use crate::steps::kernels::quantiles;
use crate::{Error, Result};

/// Subtracts from each column its median and divides by the range between two of its quantiles: `[n, d?] -> [n, d?]`
/// (scikit-learn's `RobustScaler`), so that a few outliers have little influence.
///
/// Accepts `f32` and `f64`; `[n]` is one column. The quantiles are interpolated linearly between values, as NumPy does by
/// default. A column whose range is below 2.2e-15 is only shifted. The transform works in place if the input's buffer has no
/// other owner. The fit needs all rows at once, because it sorts each column.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, a quantile range that is not finite, or a `quantile_range` without two increasing
/// percentages; with `unit_variance`, both must lie strictly between 0 and 100, where a normal distribution has quantiles.
/// Transforming: a NaN or infinity, another number of columns, or a result beyond the range of the type.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(x: f64[n, 1]) -> f64[n, 1] {
///         scaled = x |> RobustScaler;
///         scaled
///     }
/// }
///
/// let x = array![[1.0], [2.0], [3.0], [4.0], [1000.0]];
/// let model = Scaled::default().fit(&x)?;
/// assert_eq!((model.scaled.center()[0], model.scaled.scale()[0]), (3.0, 2.0));
/// assert_eq!(model.predict(&x)?, array![[-1.0], [-0.5], [0.0], [0.5], [498.5]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct RobustScaler {
    /// Subtracts the median of each column. Default: true.
    #[space(boolean())]
    pub with_centering: bool,
    /// Divides each column by its quantile range. Default: true.
    #[space(boolean())]
    pub with_scaling: bool,
    /// The percentages of the two quantiles. Default: `(25.0, 75.0)`.
    #[space(nested)]
    pub quantile_range: (f64, f64),
    /// Also multiplies by the quantile range of the standard normal distribution, so that a normally distributed column has variance
    /// 1. Default: false.
    #[space(boolean())]
    pub unit_variance: bool,
}

impl Default for RobustScaler {
    fn default() -> Self {
        Self { with_centering: true, with_scaling: true, quantile_range: (25.0, 75.0), unit_variance: false }
    }
}

impl RobustScaler {
    /// Checks the percentages, and returns the quantile range of a standard normal distribution, or 1 without `unit_variance`.
    fn normal_range(&self) -> Result<f64> {
        let (low, high) = self.quantile_range;
        if !(0.0 <= low && low < high && high <= 100.0) {
            return Err(Error::new(format!(
                "`quantile_range` must have two increasing percentages from 0 to 100, got ({low}, {high})"
            )));
        }
        if !self.unit_variance {
            return Ok(1.0);
        }
        let distribution = normal(0.0, 1.0)?;
        let quantile = |percentage: f64| distribution.inverse(percentage / 100.0).as_real();
        let range = quantile(high).zip(quantile(low)).map(|(high, low)| high - low);
        range.filter(|range| range.is_finite() && *range > 0.0).ok_or_else(|| {
            Error::new(format!(
                "with `unit_variance`, `quantile_range` must lie strictly between 0 and 100, because a normal distribution \
                 has no ends, got ({low}, {high})"
            ))
        })
    }
}

/// The fitted form of a [`RobustScaler`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedRobustScaler {
    center: Array1<f64>,
    scale: Array1<f64>,
}

impl FittedRobustScaler {
    /// The median of each column, `[d]` (scikit-learn's `center_`); 0 without `with_centering`.
    pub fn center(&self) -> ArrayView1<'_, f64> {
        self.center.view()
    }

    /// The divisor of each column, `[d]` (`scale_`): its quantile range, or 1 for a constant column and without `with_scaling`.
    pub fn scale(&self) -> ArrayView1<'_, f64> {
        self.scale.view()
    }
}

impl Step for RobustScaler {
    type Fitted = FittedRobustScaler;
    const SIGNATURE: Signature = Signature::new("[n, d?] -> [n, d?]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;

    fn features_in(fitted: &FittedRobustScaler) -> Option<usize> {
        Some(fitted.scale.len())
    }
}

impl Invertible for RobustScaler {}

impl<A: Float, D: OneOrTwoAxes<A>> Fit<ArcArray<A, D>> for RobustScaler
where
    ArcArray<A, D>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<FittedRobustScaler> {
        let normal_range = self.normal_range()?;
        let (low, high) = self.quantile_range;
        let x = D::__into_columns(x);
        let columns = quantiles::by_column(x.view(), None, context, |column, sorted| {
            let center = if self.with_centering { sorted.median() } else { 0.0 };
            if !self.with_scaling {
                return Ok((center, 1.0));
            }
            let range = sorted.interpolated(high / 100.0) - sorted.interpolated(low / 100.0);
            if !range.is_finite() {
                return Err(too_far_apart(column, "quantile range"));
            }
            // scikit-learn's rule (`_handle_zeros_in_scale`): an absolute bound, and a range of zero counts as 1.
            let range = if range < 10.0 * f64::EPSILON { 1.0 } else { range };
            Ok((center, range / normal_range))
        })?;
        let (center, scale): (Vec<f64>, Vec<f64>) = columns.into_iter().unzip();
        Ok(FittedRobustScaler { center: center.into(), scale: scale.into() })
    }
}

impl<A: Float, D: OneOrTwoAxes<A>> Transform<ArcArray<A, D>> for FittedRobustScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let scaled = |value, center, scale| (value - center) / scale;
        blocks::rewrite_by_column(x, (&self.center, &self.scale), scaled)
    }
}

/// Multiplies by the scale and adds the median (scikit-learn's `inverse_transform`).
impl<A: Float, D: OneOrTwoAxes<A>> Inverse<ArcArray<A, D>> for FittedRobustScaler
where
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        let restored = |value, center, scale| value * scale + center;
        blocks::rewrite_by_column(z, (&self.center, &self.scale), restored)
    }
}

#[cfg(feature = "save")]
impl Save for FittedRobustScaler {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("center", &self.center)?;
        out.field("scale", &self.scale)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let center: Array1<f64> = state.field("center")?;
        let columns = [center.len()];
        Ok(Self { center, scale: state.shaped("scale", &columns)? })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray1, ArcArray2, array};

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    fn fit(step: &RobustScaler, x: ArcArray2<f64>) -> Result<FittedRobustScaler> {
        let run = Run::new();
        step.fit(x, (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn a_few_outliers_have_no_influence() {
        let plain: ArcArray1<f64> = (0..101).map(f64::from).collect();
        let mut wild = plain.clone();
        (wild[0], wild[100]) = (-1e200, 1e200);
        let [plain, wild] = [plain, wild]
            .map(|x| fit(&RobustScaler::default(), x.insert_axis(ndarray::Axis(1))).expect("finite"));
        assert_eq!(plain, wild);
        assert_eq!((plain.center()[0], plain.scale()[0]), (50.0, 50.0));
    }

    #[test]
    fn a_constant_column_is_only_shifted_and_options_take_effect() {
        let x = array![[7.0, 1.0], [7.0, 2.0], [7.0, 4.0]].into_shared();
        let fitted = fit(&RobustScaler::default(), x.clone()).expect("finite");
        assert_eq!((fitted.center(), fitted.scale()), (array![7.0, 2.0].view(), array![1.0, 1.5].view()));
        let step = RobustScaler { with_centering: false, with_scaling: false, ..RobustScaler::default() };
        assert_eq!(fit(&step, x.clone()).expect("finite").transform(x.clone()).expect("finite"), x);
        let step = RobustScaler { quantile_range: (0.0, 100.0), ..RobustScaler::default() };
        assert_eq!(fit(&step, x).expect("finite").scale(), array![1.0, 3.0]);
    }

    #[test]
    fn the_percentages_are_hyperparameters() {
        let text = "quantile_range.0 = 10\nunit_variance = true".parse().expect("an assignment");
        let step = RobustScaler::default().with(&text).expect("in the space");
        assert_eq!((step.quantile_range, step.unit_variance), ((10.0, 75.0), true));
        assert!(RobustScaler::space().is_ok());
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let x = array![[1.0, 2.0], [3.0, f64::MAX], [5.0, -f64::MAX]].into_shared();
        let says = |step: RobustScaler, x: ArcArray2<f64>| fit(&step, x).expect_err("wrong").to_string();
        let range = |low, high| RobustScaler { quantile_range: (low, high), ..RobustScaler::default() };
        for (low, high) in [(75.0, 25.0), (25.0, 25.0), (-1.0, 25.0), (25.0, 101.0), (f64::NAN, 25.0)] {
            assert_eq!(
                says(range(low, high), x.clone()),
                format!(
                    "`quantile_range` must have two increasing percentages from 0 to 100, got ({low}, {high})"
                )
            );
        }
        assert_eq!(
            says(RobustScaler { unit_variance: true, ..range(0.0, 50.0) }, x.clone()),
            "with `unit_variance`, `quantile_range` must lie strictly between 0 and 100, because a normal distribution has no \
             ends, got (0, 50)"
        );
        assert_eq!(
            says(range(0.0, 100.0), x),
            "the values of column 1 (counted from 0) lie so far apart that their quantile range exceeds f64; rescale or clip \
             them before this step"
        );
        assert_eq!(
            says(RobustScaler::default(), ArcArray2::zeros((0, 2))),
            "fitting needs at least 1 row, got 0; check the filter or the file that the rows come from"
        );
    }
}
