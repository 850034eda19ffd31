//! [`DropOutliers`]: drops rows far from the mean before a fit.
//!
//! Invariant: kept rows are unchanged and in their order, each with its target.

use ndarray::{ArcArray1, ArcArray2};

use super::all_rows::AllRows;
use super::selection::{Rows, require_targets, selected};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, FitOnly, SelectRows, Step};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::{Moments, is_constant};
use crate::{Error, Result};

/// Drops the rows, with their targets, that have a value more than `limit` standard deviations from the mean of its column:
/// `[n, d], [n] -> [kept, d], [kept]` (the z-score, as in SciPy's `zscore`).
///
/// Acts only while fitting ([`FitOnly`]): `(x2, y2) = (x, y) |> DropOutliers;`. Predictions are made for all rows. Accepts `f32`
/// and `f64` with targets of any type. Mean and (biased) standard deviation are those of all rows including the outliers, so with
/// `n` rows no value is further away than `(n - 1) / √n`. A constant column has no outliers.
///
/// With weights, `(x2, y2, w2) = (x, y, w) |> WithWeights<DropOutliers>;`, each row keeps its weight ([`WithWeights`]). Each row counts
/// once in the mean and the standard deviation, whatever its weight.
///
/// [`WithWeights`]: crate::steps::WithWeights
///
/// # Errors
/// A number of targets that differs from the number of rows, a NaN or infinity, a `limit` that is not positive, or a `limit` so
/// small that no row is left.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Line(x: f64[n, 1]) fit(y: f64[n]) -> f64[n] {
///         (x2, y2) = (x, y) |> DropOutliers { limit: 2.0 };
///         x2 |> Ridge { alpha: 0.0 }.fit(y2)
///     }
/// }
///
/// let x = array![[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [1000.0]];
/// let y = array![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0];
/// let line = Line::default().fit(&x, &y)?.predict(&x)?;
/// assert!((line[0] - 1.0).abs() < 1e-9 && (line[6] - 1000.0).abs() < 1e-6);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct DropOutliers {
    /// The largest distance of a value from the mean, in standard deviations. Default: 3.
    #[space(uniform(2.0..=6.0))]
    pub limit: f64,
}

impl Default for DropOutliers {
    fn default() -> Self {
        Self { limit: 3.0 }
    }
}

impl Step for DropOutliers {
    type Fitted = AllRows;
    const SIGNATURE: Signature = Signature::new("[n, d], [n] -> [kept, d], [kept]", &[]);
    const LEARNS: bool = false;

    fn unlearned(&self) -> Option<AllRows> {
        Some(AllRows)
    }
}

impl FitOnly for DropOutliers {}

impl<A: Float, L: Clone + Send + Sync + 'static> Fit<Rows<A, L>> for DropOutliers {
    fn fit(&self, _: Rows<A, L>, (): (), _: &Context<'_>) -> Result<AllRows> {
        Ok(AllRows)
    }

    fn fit_transform(
        &self,
        rows: Rows<A, L>,
        (): (),
        context: &Context<'_>,
    ) -> Result<(AllRows, Rows<A, L>)> {
        let kept = self.select_rows(&rows.0, &rows.1, context)?;
        Ok((AllRows, selected(rows, &kept)?))
    }
}

impl<A: Float, L: Clone + Send + Sync + 'static> SelectRows<ArcArray2<A>, ArcArray1<L>> for DropOutliers {
    fn select_rows(&self, x: &ArcArray2<A>, y: &ArcArray1<L>, _: &Context<'_>) -> Result<Vec<usize>> {
        if self.limit.is_nan() || self.limit <= 0.0 {
            return Err(Error::new(format!("`limit` must be a positive number, got {}", self.limit)));
        }
        require_targets(x, y)?;
        let moments = Moments::of(x.view())?;
        let (mean, mut bound) = (moments.mean(), moments.variance());
        for (bound, &mean) in bound.iter_mut().zip(&mean) {
            *bound = if is_constant(*bound, mean, moments.rows()) {
                f64::INFINITY
            } else {
                self.limit * bound.sqrt()
            };
        }
        let is_near = |(value, (mean, bound)): (&A, (&f64, &f64))| (value.widen() - mean).abs() <= *bound;
        let near = x.rows().into_iter().enumerate();
        let near = near.filter(|(_, row)| row.iter().zip(mean.iter().zip(&bound)).all(is_near));
        let kept: Vec<usize> = near.map(|(row, _)| row).collect();
        if kept.is_empty() && !y.is_empty() {
            return Err(Error::new(format!(
                "every one of the {} rows has a value further than {} standard deviations from the mean; raise `limit`",
                y.len(),
                self.limit
            )));
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, Axis, array};
    use proptest::prelude::*;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    fn kept(limit: f64, x: Array2<f64>, y: Array1<u8>) -> Result<Rows<f64, u8>> {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let step = DropOutliers { limit };
        step.fit_transform((x.into_shared(), y.into_shared()), (), &context).map(|(_, rows)| rows)
    }

    #[test]
    fn a_row_is_dropped_with_its_target() {
        let x = array![[1.0, 5.0], [2.0, 5.0], [1.5, 5.0], [99.0, 5.0], [1.0, 5.0], [2.0, 5.0]];
        let (x, y) = kept(2.0, x, array![0, 1, 2, 3, 4, 5]).expect("five are near");
        assert_eq!((x.column(0).to_vec(), y.to_vec()), (vec![1.0, 2.0, 1.5, 1.0, 2.0], vec![0, 1, 2, 4, 5]));
    }

    #[test]
    fn mistakes_are_named() {
        let message = |limit, x, y| kept(limit, x, y).expect_err("a mistake").to_string();
        let x = array![[1.0], [2.0]];
        assert!(message(0.5, x.clone(), array![0, 1]).contains("raise `limit`"));
        assert!(message(f64::NAN, x.clone(), array![0, 1]).contains("`limit`"));
        assert!(message(3.0, x, array![0]).contains("2 rows and 1 targets"));
        assert!(message(3.0, array![[f64::NAN]], array![0]).contains("finite"));
    }

    proptest! {
        #[test]
        fn kept_rows_are_within_the_limit(values in prop::collection::vec(-100.0_f64..100.0, 2..40), limit in 1.0_f64..3.0) {
            let x = Array1::from(values).insert_axis(Axis(1));
            let y = Array1::from_shape_fn(x.len(), |row| row as u8);
            let (mean, deviation) = (x.mean().unwrap_or(0.0), x.std(0.0));
            let (kept, targets) = kept(limit, x.clone(), y)?;
            let near = |value: f64| (value - mean).abs() <= limit * deviation;
            // At the limit itself, rounding decides.
            prop_assume!(x.iter().all(|value| ((value - mean).abs() / deviation - limit).abs() > 1e-9));
            prop_assert_eq!(kept.len(), x.iter().filter(|value| near(**value)).count());
            prop_assert!(kept.iter().zip(&targets).all(|(value, row)| near(*value) && x[[usize::from(*row), 0]] == *value));
        }
    }
}
