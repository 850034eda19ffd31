//! [`SelectFromModel`]: the columns that a fitted step finds important.

use ndarray::{ArcArray2, Array1, ArrayView1};

use super::selection::{Selection, Table, importances, keeps_by_coefficients, selects};
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Fit, Step, Transform, Value};
use crate::steps::kernels::coefficients::Coefficients;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::quantiles::median;
use crate::{Error, Result};

/// Keeps the columns that matter to a step fitted on all of them: `[n, d] fit([n], [n]?) -> [n, selected]` (scikit-learn's `SelectFromModel`).
///
/// Accepts `f32` and `f64`, in arrays and in sparse values, which stay sparse. The importance of a column is the sum of the sizes of its coefficients
/// ([`Coefficients`]): of a linear model, or of a step of your own. Scale the columns before this step, so that the sizes can be compared. The inverse has zeros in the columns that were left out. The fit needs all rows at once.
///
/// # Errors
/// Fitting: as the step inside, or no column is kept. Transforming: another number of columns, or a NaN or infinity in a kept one.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Prices(x: f64[n, 3]) fit(price: f64[n]) -> f64[n] {
///         kept = x |> SelectFromModel<Ridge>.fit(price);
///         kept |> Ridge.fit(price)
///     }
/// }
///
/// let x = array![[0.0, 1.0, 5.0], [1.0, 0.0, 4.0], [2.0, 1.0, 5.0], [3.0, 0.0, 4.0]];
/// let model = Prices::default().fit(&x, array![0.0, 10.0, 20.0, 30.0])?;
/// assert_eq!(model.kept.selected(), [0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SelectFromModel<S> {
    /// The smallest importance of a column that is kept. Default: the mean of all.
    #[space(nested)]
    pub threshold: ImportanceThreshold,
    /// What the mean or the median is multiplied by, or the importance itself (`1.25*mean`). Default: 1.
    pub factor: f64,
    /// The largest number of columns; 0 is any. Default: 0.
    pub max_features: usize,
    /// The step whose coefficients count.
    #[space(nested)]
    pub step: S,
}

/// What a column is compared with (scikit-learn's `threshold`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum ImportanceThreshold {
    /// The mean of all importances, times the factor.
    #[default]
    Mean,
    /// Their median, times the factor.
    Median,
    /// The factor alone.
    Number,
}

impl<S: Default> Default for SelectFromModel<S> {
    fn default() -> Self {
        Self { threshold: ImportanceThreshold::default(), factor: 1.0, max_features: 0, step: S::default() }
    }
}

/// The fitted form of a [`SelectFromModel`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedSelectFromModel<F> {
    fitted: F,
    importances: Array1<f64>,
    selection: Selection,
}

impl<F> FittedSelectFromModel<F> {
    /// The step that was fitted on all columns (scikit-learn's `estimator_`).
    pub fn fitted(&self) -> &F {
        &self.fitted
    }

    /// The importance of each column, `[d]`.
    pub fn importances(&self) -> ArrayView1<'_, f64> {
        self.importances.view()
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        if self.importances.len() == self.selection.all() {
            return Ok(());
        }
        Err(Error::new("`importances` must have a number for each column; the file is damaged or forged"))
    }
}

selects!([F: Send + Sync] FittedSelectFromModel<F>);

impl<S> SelectFromModel<S> {
    fn bound(&self, importances: &Array1<f64>) -> f64 {
        let reference = match self.threshold {
            ImportanceThreshold::Mean => importances.sum() / importances.len().max(1) as f64,
            ImportanceThreshold::Median if importances.is_empty() => 0.0,
            ImportanceThreshold::Median => {
                let mut sorted = importances.to_vec();
                sorted.sort_unstable_by(f64::total_cmp);
                median(&sorted)
            }
            ImportanceThreshold::Number => 1.0,
        };
        self.factor * reference
    }
}

keeps_by_coefficients!(SelectFromModel, FittedSelectFromModel);

impl<S> SelectFromModel<S> {
    fn choose<F: Coefficients>(&self, columns: usize, fitted: F) -> Result<FittedSelectFromModel<F>> {
        let importances = importances(&fitted, columns, f64::abs)?;
        let bound = self.bound(&importances);
        let mut order: Vec<usize> = (0..columns).collect();
        order.sort_by(|&one, &other| importances[other].total_cmp(&importances[one]));
        let most = if self.max_features == 0 { columns } else { self.max_features };
        let mut is_kept = vec![false; columns];
        order.into_iter().take(most).for_each(|column| is_kept[column] = importances[column] >= bound);
        if columns > 0 && !is_kept.contains(&true) {
            return Err(Error::new(format!(
                "none of {columns} columns has an importance of at least {bound}; lower `factor`, or use another `threshold`"
            )));
        }
        Ok(FittedSelectFromModel { fitted, importances, selection: Selection::of(&is_kept) })
    }
}

macro_rules! fits {
    ($table:ty) => {
        impl<A: Float, Y: Value, S: Fit<$table, Y>> Fit<$table, Y> for SelectFromModel<S>
        where
            S::Fitted: Coefficients + Transform<$table>,
        {
            fn fit(&self, x: $table, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
                if !self.factor.is_finite() {
                    return Err(Error::new(format!(
                        "`factor` must be a finite number such as 1, got {}",
                        self.factor
                    )));
                }
                let columns = x.width();
                self.choose(columns, self.step.fit(x, y, context)?)
            }
        }
    };
}
fits!(ArcArray2<A>);
fits!(Sparse<A>);
