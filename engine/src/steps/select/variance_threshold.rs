//! [`VarianceThreshold`]: the columns that vary.

use ndarray::{ArcArray2, Array1, ArrayView1, ArrayView2};

use super::selection::{Selection, selects};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Features, Invertible, Learn, Mergeable, Step};
use crate::steps::kernels::accumulate::add;
use crate::steps::kernels::checks::{require_columns, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::{Error, Result};

/// Keeps the columns whose variance is above a threshold: `[n, d] -> [n, selected]` (scikit-learn's `VarianceThreshold`). With the default,
/// 0, these are the columns that are not constant.
///
/// Accepts `f32` and `f64`, in arrays and in sparse values, which stay sparse. The number of columns is known only at run time. The inverse has zeros in the columns that were left out. The
/// step fits from batches in one pass.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity (scikit-learn ignores NaN), a negative `threshold`, no column that is kept, or values so far apart
/// that their variance is not finite. Transforming: another number of columns, or a NaN or infinity in a kept one.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Varying(x: f64[n, 3]) -> f64[n, selected] {
///         kept = x |> VarianceThreshold;
///         kept
///     }
/// }
///
/// let x = array![[1.0, 7.0, 5.0], [2.0, 7.0, 5.0], [3.0, 7.0, 6.0]];
/// let model = Varying::default().fit(&x)?;
/// assert_eq!(model.kept.selected(), [0, 2]);
/// assert_eq!(model.predict(array![[4.0, 8.0, 9.0]])?, array![[4.0, 9.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct VarianceThreshold {
    /// The largest variance of a column that is left out. Default: 0.
    pub threshold: f64,
}

/// The fitted form of a [`VarianceThreshold`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedVarianceThreshold {
    variances: Array1<f64>,
    selection: Selection,
}

impl FittedVarianceThreshold {
    /// The biased variance of each column, `[d]` (scikit-learn's `variances_`); with a threshold of 0 the range of the column, if that is smaller.
    pub fn variances(&self) -> ArrayView1<'_, f64> {
        self.variances.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        if self.variances.len() == self.selection.all() {
            return Ok(());
        }
        Err(Error::new("`variances` must have a number for each column; the file is damaged or forged"))
    }
}

selects!([] FittedVarianceThreshold);

impl Step for VarianceThreshold {
    type Fitted = FittedVarianceThreshold;
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, selected]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(fitted: &FittedVarianceThreshold, inputs: &[Features]) -> Vec<Features> {
        fitted.selection.features(inputs)
    }

    fn features_in(fitted: &FittedVarianceThreshold) -> Option<usize> {
        Some(fitted.variances.len())
    }
}

impl Invertible for VarianceThreshold {}

impl Mergeable for VarianceThreshold {}

/// The variance and the ends of each column.
#[derive(Debug, Clone)]
pub struct Spread {
    moments: Moments,
    smallest: Array1<f64>,
    largest: Array1<f64>,
}

impl Spread {
    fn of<A: Float>(x: ArrayView2<'_, A>, first_row: usize) -> Result<Self> {
        let end = |start: f64, end: fn(f64, f64) -> f64| {
            x.columns()
                .into_iter()
                .map(|column| column.fold(start, |one, other| end(one, other.widen())))
                .collect()
        };
        let moments = Moments::of_rows(x, None, first_row)?;
        Ok(Self {
            moments,
            smallest: end(f64::INFINITY, f64::min),
            largest: end(f64::NEG_INFINITY, f64::max),
        })
    }

    fn of_sparse<A: Float>(x: &Sparse<A>, first_row: usize) -> Result<Self> {
        let moments = Moments::of_sparse(x, None, first_row)?;
        let mut stored = vec![0; x.columns()];
        let mut smallest = Array1::from_elem(x.columns(), f64::INFINITY);
        let mut largest = -&smallest;
        for (&column, value) in x.column_numbers().iter().zip(x.values()) {
            let (column, value) = (column as usize, value.widen());
            stored[column] += 1;
            smallest[column] = smallest[column].min(value);
            largest[column] = largest[column].max(value);
        }
        for (column, _) in stored.iter().enumerate().filter(|(_, stored)| **stored < x.rows()) {
            smallest[column] = smallest[column].min(0.0);
            largest[column] = largest[column].max(0.0);
        }
        Ok(Self { moments, smallest, largest })
    }

    fn merge(&mut self, later: &Self) -> Result<()> {
        require_columns(self.smallest.len(), later.smallest.len())?;
        self.moments.merge(&later.moments)?;
        self.smallest.zip_mut_with(&later.smallest, |one, other| *one = one.min(*other));
        self.largest.zip_mut_with(&later.largest, |one, other| *one = one.max(*other));
        Ok(())
    }
}

impl VarianceThreshold {
    fn check(&self) -> Result<()> {
        if self.threshold >= 0.0 && self.threshold.is_finite() {
            return Ok(());
        }
        Err(Error::new(format!("`threshold` must be 0 or a positive number, got {}", self.threshold)))
    }

    fn choose(&self, state: Option<Spread>) -> Result<FittedVarianceThreshold> {
        let rows = state.as_ref().map_or(0, |state| state.moments.rows());
        require_rows(rows as usize)?;
        let Some(Spread { moments, smallest, largest }) = state else {
            return Err(Error::bug("rows without a variance"));
        };
        let mut variances = moments.variance();
        if self.threshold == 0.0 {
            // The variance of a constant column may be a rounding error; its range is not.
            variances.zip_mut_with(&(largest - smallest), |variance, range| *variance = variance.min(*range));
        }
        let is_kept: Vec<bool> = variances.iter().map(|&variance| variance > self.threshold).collect();
        if !is_kept.contains(&true) {
            let most = variances.iter().fold(0.0_f64, |most, &variance| most.max(variance));
            return Err(Error::new(format!(
                "no column of {} has a variance above `threshold` of {} in {rows} rows, the largest is {most}; lower it, or leave this step out",
                variances.len(),
                self.threshold
            )));
        }
        Ok(FittedVarianceThreshold { variances, selection: Selection::of(&is_kept) })
    }
}

macro_rules! learns {
    ($table:ty, $spread:expr) => {
        impl<A: Float> Learn<$table> for VarianceThreshold {
            type State = Option<Spread>;

            fn start(&self, _: &Context<'_>) -> Result<Self::State> {
                self.check().map(|()| None)
            }

            fn update(&self, state: &mut Self::State, x: $table, (): (), _: &Context<'_>) -> Result<()> {
                let seen = state.as_ref().map_or(0, |state| state.moments.rows()) as usize;
                add(state, Some($spread(&x, seen)?), Spread::merge)
            }

            fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
                add(earlier, later, Spread::merge)
            }

            fn finish(&self, state: Self::State, _: &Context<'_>) -> Result<FittedVarianceThreshold> {
                self.choose(state)
            }
        }
    };
}
learns!(ArcArray2<A>, |x: &ArcArray2<A>, first_row| Spread::of(x.view(), first_row));
learns!(Sparse<A>, Spread::of_sparse);

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::{Fit, Inverse, Run, Transform};

    #[test]
    fn the_inverse_has_zeros_and_no_column_is_an_error() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![[0.1, 1.0, 4.0], [0.1, 3.0, 4.5], [0.1, 5.0, 4.0]].into_shared();
        let fitted = VarianceThreshold { threshold: 1.0 }.fit(x.clone(), (), &context).expect("one varies");
        let kept = fitted.transform(x.clone()).expect("three columns");
        assert_eq!(kept, array![[1.0], [3.0], [5.0]]);
        assert_eq!(
            fitted.inverse(kept).expect("one column"),
            array![[0.0, 1.0, 0.0], [0.0, 3.0, 0.0], [0.0, 5.0, 0.0]]
        );
        assert!(
            fitted
                .inverse(x.clone())
                .expect_err("three")
                .to_string()
                .contains("the 1 columns that this step keeps, got 3")
        );
        let error =
            VarianceThreshold { threshold: 9.0 }.fit(x.clone(), (), &context).expect_err("none").to_string();
        assert!(
            error.starts_with(
                "no column of 3 has a variance above `threshold` of 9 in 3 rows, the largest is 2.6"
            ),
            "{error}"
        );
        let error =
            VarianceThreshold { threshold: -1.0 }.fit(x, (), &context).expect_err("negative").to_string();
        assert_eq!(error, "`threshold` must be 0 or a positive number, got -1");
    }
}
