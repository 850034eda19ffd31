//! [`Rfe`]: leaves out the column with the smallest coefficients, again and again.

use ndarray::ArcArray2;

use super::selection::{Selection, Table, importances, keeps_by_coefficients, selects};
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Fit, Step, Transform, Value};
use crate::steps::kernels::coefficients::Coefficients;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Fits a step, leaves out the columns with the smallest coefficients, and begins again with the others: `[n, d] fit([n], [n]?) -> [n, selected]`
/// (scikit-learn's `RFE`; Guyon and others 2002, *Gene selection for cancer classification using support vector machines*).
///
/// Accepts `f32` and `f64`, in arrays and in sparse values, which stay sparse. The importance of a column is the sum of the squares of its coefficients
/// ([`Coefficients`]). Scale the columns before this step, so that
/// they can be compared. Of equal ones, the first is left out first. The inverse has zeros in the columns that were left out. The fit needs
/// all rows at once.
///
/// # Errors
/// Fitting: as the step inside, or a `step_size` of 0. Transforming: another number of columns, or a NaN or infinity in a kept one.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Best(x: f64[n, 3]) fit(price: f64[n]) -> f64[n, selected] {
///         kept = x |> Rfe<Ridge> { n_features_to_select: 1 }.fit(price);
///         kept
///     }
/// }
///
/// let x = array![[0.0, 1.0, 5.0], [1.0, 0.0, 4.0], [2.0, 1.0, 5.5], [3.0, 0.0, 4.0]];
/// let model = Best::default().fit(&x, array![0.0, 10.0, 20.0, 30.0])?;
/// assert_eq!(model.kept.selected(), [0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Rfe<S> {
    /// The number of columns that are kept; 0 is half of them. Default: 0.
    pub n_features_to_select: usize,
    /// The number of columns that are left out at once (scikit-learn's `step`): at least 1. Default: 1.
    pub step_size: usize,
    /// The step whose coefficients count.
    #[space(nested)]
    pub step: S,
}

impl<S: Default> Default for Rfe<S> {
    fn default() -> Self {
        Self { n_features_to_select: 0, step_size: 1, step: S::default() }
    }
}

/// The fitted form of a [`Rfe`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct FittedRfe<F> {
    fitted: F,
    ranking: Vec<u64>,
    selection: Selection,
}

impl<F> FittedRfe<F> {
    /// The step that was fitted on the kept columns (scikit-learn's `estimator_`).
    pub fn fitted(&self) -> &F {
        &self.fitted
    }

    /// The rank of each column (`ranking_`): 1 for those that are kept, 2 for those that were left out last.
    pub fn ranking(&self) -> &[u64] {
        &self.ranking
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        if self.ranking.len() == self.selection.all() {
            return Ok(());
        }
        Err(Error::new("`ranking` must have a number for each column; the file is damaged or forged"))
    }
}

selects!([F: Send + Sync] FittedRfe<F>);

keeps_by_coefficients!(Rfe, FittedRfe);

impl<S> Rfe<S> {
    /// Calls `fit` with fewer and fewer columns.
    fn eliminate<F: Coefficients>(
        &self,
        columns: usize,
        fit: impl Fn(&[usize]) -> Result<F>,
    ) -> Result<FittedRfe<F>> {
        if self.step_size == 0 {
            return Err(Error::new("`step_size` must be at least 1, got 0"));
        }
        let wanted =
            if self.n_features_to_select == 0 { (columns / 2).max(1) } else { self.n_features_to_select };
        let (mut kept, mut ranking): (Vec<usize>, _) = ((0..columns).collect(), vec![1_u64; columns]);
        while kept.len() > wanted {
            let importances = importances(&fit(&kept)?, kept.len(), |coefficient| coefficient * coefficient)?;
            let mut order: Vec<usize> = (0..kept.len()).collect();
            order.sort_by(|&one, &other| importances[one].total_cmp(&importances[other]));
            order.truncate(self.step_size.min(kept.len() - wanted));
            order.sort_unstable();
            order.iter().rev().for_each(|&at| {
                kept.remove(at);
            });
            let is_left_out = |column: &usize| kept.binary_search(column).is_err();
            (0..columns).filter(is_left_out).for_each(|column| ranking[column] += 1);
        }
        let is_kept: Vec<bool> = (0..columns).map(|column| kept.binary_search(&column).is_ok()).collect();
        Ok(FittedRfe { fitted: fit(&kept)?, ranking, selection: Selection::of(&is_kept) })
    }
}

macro_rules! fits {
    ($table:ty) => {
        impl<A: Float, Y: Value, S: Fit<$table, Y>> Fit<$table, Y> for Rfe<S>
        where
            S::Fitted: Coefficients + Transform<$table>,
        {
            fn fit(&self, x: $table, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
                let columns = x.width();
                self.eliminate(columns, |kept| {
                    context.run().proceed()?;
                    let rows = if kept.len() == columns { x.clone() } else { x.keep(kept) };
                    self.step.fit(rows, y.clone(), context)
                })
            }
        }
    };
}
fits!(ArcArray2<A>);
fits!(Sparse<A>);
