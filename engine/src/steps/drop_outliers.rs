//! [`DropOutliers`]: rows that lie far from the others are not learnt from.

use ndarray::{ArcArray1, ArcArray2, Axis};

use super::standard_scaler::is_constant;
use super::{Float, Moments};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, FitOnly, Step, Transform, Value};
use crate::{Error, Result};

/// Leaves out the rows, with their targets, of which a value lies more than `limit` standard deviations from the mean of its
/// column: `[n, d], [n] -> [kept, d], [kept]` (the z-score, as in SciPy's `zscore`).
///
/// Acts only while fitting ([`FitOnly`]): `(x2, y2) = (x, y) |> DropOutliers;`. Predictions are made for all rows. Takes
/// `f32` and `f64` with targets of any type; mean and (biased) deviation are those of all rows, the outliers included, so
/// that with `n` rows none lies further out than `(n - 1) / √n`. A constant column has no outliers.
///
/// # Errors
/// Targets that differ in number from the rows, a NaN or infinity, a `limit` that is not positive, or one so small that no
/// row is left.
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
    /// How many standard deviations a value may lie from the mean. Default: 3.
    #[space(uniform(2.0..=6.0))]
    pub limit: f64,
}

impl Default for DropOutliers {
    fn default() -> Self {
        Self { limit: 3.0 }
    }
}

/// The fitted form of a step that changes rows only while fitting: it gives all rows, as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AllRows;

impl<X: Value> Transform<X> for AllRows {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        Ok(x)
    }
}

/// There is nothing to save but that it is this step.
#[cfg(feature = "save")]
impl Save for AllRows {
    const VERSION: u32 = 1;

    fn save(&self, _: &mut Writer<'_>) -> Result<()> {
        Ok(())
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Ok(Self)
    }
}

/// The rows of a table with their targets.
pub(super) type Rows<A, L> = (ArcArray2<A>, ArcArray1<L>);

/// An error unless each row has a target.
pub(super) fn require_targets<A, L>((x, y): &Rows<A, L>) -> Result<()> {
    if x.nrows() == y.len() {
        return Ok(());
    }
    Err(Error::new(format!("each row needs a target, got {} rows and {} targets", x.nrows(), y.len())))
}

/// These rows with their targets.
pub(super) fn select<A: Clone, L: Clone>((x, y): &Rows<A, L>, rows: &[usize]) -> Rows<A, L> {
    (x.select(Axis(0), rows).into_shared(), y.select(Axis(0), rows).into_shared())
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

    fn fit_transform(&self, rows: Rows<A, L>, (): (), _: &Context<'_>) -> Result<(AllRows, Rows<A, L>)> {
        if self.limit.is_nan() || self.limit <= 0.0 {
            return Err(Error::new(format!("`limit` must be a positive number, got {}", self.limit)));
        }
        require_targets(&rows)?;
        let moments = Moments::of(rows.0.view())?;
        let (mean, mut bound) = (moments.mean(), moments.variance());
        for (bound, &mean) in bound.iter_mut().zip(&mean) {
            *bound = if is_constant(*bound, mean, moments.rows()) {
                f64::INFINITY
            } else {
                self.limit * bound.sqrt()
            };
        }
        let is_near = |(value, (mean, bound)): (&A, (&f64, &f64))| (value.widen() - mean).abs() <= *bound;
        let near = rows.0.rows().into_iter().enumerate();
        let near = near.filter(|(_, row)| row.iter().zip(mean.iter().zip(&bound)).all(is_near));
        let kept: Vec<usize> = near.map(|(row, _)| row).collect();
        if kept.is_empty() && !rows.1.is_empty() {
            return Err(Error::new(format!(
                "every one of the {} rows has a value further than {} standard deviations from the mean; raise `limit`",
                rows.1.len(),
                self.limit
            )));
        }
        Ok((AllRows, if kept.len() == rows.1.len() { rows } else { select(&rows, &kept) }))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2, array};
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
    fn the_row_goes_with_its_target() {
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
        fn what_is_kept_is_within_the_limit(values in prop::collection::vec(-100.0_f64..100.0, 2..40), limit in 1.0_f64..3.0) {
            let x = Array1::from(values).insert_axis(Axis(1));
            let y = Array1::from_shape_fn(x.len(), |row| row as u8);
            let (mean, deviation) = (x.mean().unwrap_or(0.0), x.std(0.0));
            let (kept, targets) = kept(limit, x.clone(), y)?;
            let near = |value: f64| (value - mean).abs() <= limit * deviation;
            // At the border rounding decides.
            prop_assume!(x.iter().all(|value| ((value - mean).abs() / deviation - limit).abs() > 1e-9));
            prop_assert_eq!(kept.len(), x.iter().filter(|value| near(**value)).count());
            prop_assert!(kept.iter().zip(&targets).all(|(value, row)| near(*value) && x[[usize::from(*row), 0]] == *value));
        }
    }
}
