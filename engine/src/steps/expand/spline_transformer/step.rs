//! [`SplineTransformer`]: the step, and the knots of a fit.
//!
//! Invariant: the knots of a column depend on its sorted values and their weights alone.

use ndarray::{ArcArray2, Array2};

use super::fitted::{Extrapolation, FittedSplineTransformer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Fit, Step};
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::quantiles::{self, Sorted};
use crate::steps::kernels::weights::RowWeights;
use crate::{Error, Result};

/// Returns the values of B-splines of each column: `[n, d] fit([n]?) -> [n, features]` (scikit-learn's `SplineTransformer`; Eilers and Marx
/// 1996, *Flexible smoothing with B-splines and penalties*), so that a linear model learns smooth curves that bend in one place
/// without moving elsewhere.
///
/// Accepts `f32` and `f64`. A column has `n_knots + degree - 1` splines, of which at most `degree + 1` are not 0 for a value; with periodic
/// extrapolation, `n_knots - 1`. The number is known only at run time. A constant column has splines of 0, as in scikit-learn. The fit needs all rows at once, because it sorts each column.
///
/// With weights, `SplineTransformer.fit(weight)`, the knots are weighted quantiles, on values of the column; a row of weight 0 does not
/// count (`sample_weight`). Equal weights give the same knots as none, unlike in scikit-learn.
///
/// # Errors
/// Fitting: fewer than 2 rows, a NaN or infinity, fewer than 2 knots, periodic splines with no more knots than the degree, values so far
/// apart that their distance is not finite, a wrong number of weights, a negative weight, or weights that are all 0. Transforming: a NaN
/// or infinity, another number of columns, or with [`Extrapolation::Error`] a value beyond the ends of its column.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Hats(x: f64[n, 1]) -> f64[n, features] { x |> SplineTransformer { n_knots: 3, degree: 1 } }
/// }
///
/// let model = Hats::default().fit(array![[0.0], [2.0]])?;
/// assert_eq!(model.predict(array![[0.0], [0.5], [1.0], [9.0]])?, array![[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct SplineTransformer {
    /// The number of knots in the range of a column, its ends included: at least 2. Default: 5.
    #[space(integer(2..=20))]
    pub n_knots: usize,
    /// The degree of the polynomials. Default: 3.
    #[space(integer(0..=5))]
    pub degree: usize,
    /// Where the knots are. Default: equally far apart.
    #[space(nested)]
    pub knots: Knots,
    /// The splines of a value beyond the ends of its column. Default: those at the end.
    #[space(nested)]
    pub extrapolation: Extrapolation,
    /// Returns all splines of a column, which add up to 1 in its range; otherwise all but the last. Default: true.
    pub include_bias: bool,
}

/// Where the knots of a [`SplineTransformer`] are (scikit-learn's `knots`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Knots {
    /// Equally far apart.
    #[default]
    Uniform,
    /// At quantiles, so that as many rows are between any two.
    Quantile,
}

impl Default for SplineTransformer {
    fn default() -> Self {
        Self {
            n_knots: 5,
            degree: 3,
            knots: Knots::default(),
            extrapolation: Extrapolation::default(),
            include_bias: true,
        }
    }
}

impl SplineTransformer {
    fn check(&self) -> Result<()> {
        /// More knots or polynomials than any column needs.
        const MOST: usize = 1 << 16;
        if !(2..=MOST).contains(&self.n_knots) || self.degree > MOST {
            return Err(Error::new(format!(
                "`n_knots` must be a number from 2 to {MOST} and `degree` one from 0, got {} and {}",
                self.n_knots, self.degree
            )));
        }
        if self.extrapolation == Extrapolation::Periodic && self.n_knots <= self.degree {
            return Err(Error::new(format!(
                "periodic splines need more knots than their degree, got `n_knots` of {} and `degree` of {}",
                self.n_knots, self.degree
            )));
        }
        Ok(())
    }

    /// The knots in the range of a column.
    fn inner_knots(&self, sorted: &Sorted) -> Vec<f64> {
        let (low, high) = (sorted.smallest(), sorted.largest());
        let levels = quantiles::levels(self.n_knots);
        let mut knots: Vec<f64> = match (self.knots, sorted.weights()) {
            (Knots::Uniform, _) => {
                // NumPy's `linspace`.
                let step = (high - low) / (self.n_knots - 1) as f64;
                let last = self.n_knots - 1;
                (0..self.n_knots).map(|at| if at == last { high } else { at as f64 * step + low }).collect()
            }
            (Knots::Quantile, None) => {
                levels.iter().map(|level| sorted.interpolated(100.0 * level / 100.0)).collect()
            }
            (Knots::Quantile, Some(_)) => {
                levels.iter().map(|level| sorted.reached(100.0 * level / 100.0)).collect()
            }
        };
        // Rounding may put a knot below the one before.
        for at in 1..knots.len() {
            knots[at] = knots[at].max(knots[at - 1]);
        }
        knots
    }

    /// The knots of a column with those beyond its range, at the same distances as the next ones.
    fn all_knots(&self, inner: &[f64]) -> Vec<f64> {
        let (degree, last) = (self.degree, inner.len() - 1);
        let (low, high) = (inner[0], inner[last]);
        if self.extrapolation == Extrapolation::Periodic {
            let period = high - low;
            let before = inner[last - degree..last].iter().map(|knot| knot - period);
            let after = inner[1..=degree].iter().map(|knot| knot + period);
            return before.chain(inner.iter().copied()).chain(after).collect();
        }
        let (first, final_) = (inner[1] - low, high - inner[last - 1]);
        let before = linspace(low - degree as f64 * first, low - first, degree);
        let after = linspace(high + final_, high + degree as f64 * final_, degree);
        before.into_iter().chain(inner.iter().copied()).chain(after).collect()
    }
}

/// NumPy's `linspace`.
fn linspace(from: f64, to: f64, count: usize) -> Vec<f64> {
    let step = (to - from) / count.saturating_sub(1).max(1) as f64;
    (0..count).map(|at| if at > 0 && at + 1 == count { to } else { at as f64 * step + from }).collect()
}

impl Step for SplineTransformer {
    type Fitted = FittedSplineTransformer;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]?) -> [n, features]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedSplineTransformer, inputs: &[Features]) -> Vec<Features> {
        let of = |input: &Features| input.of_width(fitted.knots.nrows()).each(|name| fitted.names(name));
        inputs.iter().filter_map(of).collect()
    }

    fn features_in(fitted: &FittedSplineTransformer) -> Option<usize> {
        Some(fitted.knots.nrows())
    }
}

impl<A: Float, W: RowWeights> Fit<ArcArray2<A>, W> for SplineTransformer {
    fn fit(&self, x: ArcArray2<A>, weights: W, context: &Context<'_>) -> Result<FittedSplineTransformer> {
        self.check()?;
        if x.nrows() < 2 {
            return Err(Error::new(format!(
                "the knots of splines need at least 2 rows, got {}; check the filter or the file that the rows come from",
                x.nrows()
            )));
        }
        let weights = weights.__weights(x.nrows(), 0)?;
        let weights = weights.as_ref().map(|weights| weights.view());
        let columns = quantiles::by_column(x.view(), weights, context, |column, sorted| {
            let knots = self.all_knots(&self.inner_knots(&sorted));
            let is_finite = knots.iter().all(|knot| knot.is_finite());
            if is_finite { Ok(knots) } else { Err(too_far_apart(column, "distance")) }
        })?;
        let width = self.n_knots + 2 * self.degree;
        let knots = Array2::from_shape_vec((columns.len(), width), columns.concat())?;
        let Self { degree, extrapolation, include_bias, .. } = *self;
        Ok(FittedSplineTransformer { knots, degree, extrapolation, include_bias })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::{Run, Transform};

    fn fit(step: &SplineTransformer, x: Array2<f64>) -> Result<FittedSplineTransformer> {
        let run = Run::new();
        step.fit(x.into_shared(), (), &Context::root(&run, "test", Phase::Fit))
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let says = |step: SplineTransformer, x| fit(&step, x).expect_err("wrong").to_string();
        let x = array![[0.0], [1.0], [2.0]];
        let step = SplineTransformer { n_knots: 1, ..Default::default() };
        assert_eq!(
            says(step, x.clone()),
            "`n_knots` must be a number from 2 to 65536 and `degree` one from 0, got 1 and 3"
        );
        let step =
            SplineTransformer { n_knots: 3, extrapolation: Extrapolation::Periodic, ..Default::default() };
        assert_eq!(
            says(step, x.clone()),
            "periodic splines need more knots than their degree, got `n_knots` of 3 and `degree` of 3"
        );
        assert!(says(SplineTransformer::default(), array![[1.0]]).contains("at least 2 rows, got 1"));
        let step = SplineTransformer { extrapolation: Extrapolation::Error, ..Default::default() };
        let error =
            fit(&step, x).expect("fits").transform(array![[1.0], [2.5]].into_shared()).expect_err("beyond");
        assert_eq!(
            error.to_string(),
            "row 1, column 0 (counted from 0) is 2.5, which lies beyond the knots, which end at 0 and 2; clip it before this step, or \
             use another `extrapolation`"
        );
    }
}
