//! [`Score`] and [`SparseScore`]: how much each column tells about the target.
//!
//! Invariant: a score is not NaN. That of a constant column is 0, or what the score says. A score is computed from the stored values of a column and the number of
//! its zeros, so arrays and sparse values have the same scores, up to rounding.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray1, ArrayView1, ArrayView2};

use crate::sparse::Sparse;
use crate::step::Context;
use crate::steps::kernels::compressed::Compressed;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::Label;
use crate::{Error, Result};

/// How much each column tells about a target of type `Y` (scikit-learn's `score_func`).
///
/// ```
/// use ndarray::{ArcArray1, ArrayView2};
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Score;
///
/// /// The distance of the means of two classes.
/// #[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
/// struct Distance;
///
/// impl Score<ArcArray1<bool>> for Distance {
///     fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<bool>, _: &Context<'_>) -> Result<Vec<f64>> {
///         let mean = |column: ArrayView1<'_, f64>, side: bool| {
///             let values: Vec<f64> = column.iter().zip(y).filter(|(_, y)| **y == side).map(|(x, _)| *x).collect();
///             values.iter().sum::<f64>() / values.len().max(1) as f64
///         };
///         Ok(x.columns().into_iter().map(|column| (mean(column, true) - mean(column, false)).abs()).collect())
///     }
/// }
///
/// pipeline! {
///     Best(x: f64[n, 2]) fit(side: bool[n]) -> f64[n, selected] { x |> SelectKBest<Distance> { k: 1 }.fit(side) }
/// }
///
/// let model = Best::default().fit(array![[1.0, 0.0], [1.5, 9.0]], array![false, true])?;
/// assert_eq!(model.output.selected(), [1]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not score columns against targets of type `{Y}`",
    label = "does not score against these targets",
    note = "`AnovaF`, `Chi2` and `MutualInfoClassif` take targets `[n]` of classes (`u8[n]`, `bool[n]` and other integers), `RegressionF` and `MutualInfoRegression` numbers (`f32[n]`, `f64[n]`)"
)]
pub trait Score<Y>: Send + Sync {
    /// Returns a score for each column of `x` (`[n, d]`, finite); the larger, the better.
    ///
    /// # Errors
    /// The score is not defined for these values.
    fn scores(&self, x: ArrayView2<'_, f64>, y: &Y, context: &Context<'_>) -> Result<Vec<f64>>;

    /// Returns the p-value of each score: how probable so large a score is for a column that tells nothing. `None`, the default, if the score has none.
    ///
    /// # Errors
    /// As [`scores`](Self::scores).
    fn p_values(&self, scores: &[f64], y: &Y) -> Result<Option<Vec<f64>>> {
        let _ = (scores, y);
        Ok(None)
    }
}

/// A [`Score`] that is also computed from sparse values, without their zeros: [`AnovaF`](crate::steps::AnovaF), [`Chi2`](crate::steps::Chi2) and
/// [`RegressionF`](crate::steps::RegressionF) are.
///
/// ```
/// use ndarray::{ArcArray1, ArrayView2};
/// use shapeflow::prelude::*;
/// use shapeflow::steps::{Score, SparseScore};
///
/// /// The number of rows with a value.
/// #[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
/// struct Frequent;
///
/// impl Score<ArcArray1<u8>> for Frequent {
///     fn scores(&self, x: ArrayView2<'_, f64>, _: &ArcArray1<u8>, _: &Context<'_>) -> Result<Vec<f64>> {
///         Ok(x.columns().into_iter().map(|column| column.iter().filter(|value| **value != 0.0).count() as f64).collect())
///     }
/// }
///
/// impl SparseScore<ArcArray1<u8>> for Frequent {
///     fn sparse_scores(&self, x: &Sparse<f64>, _: &ArcArray1<u8>, _: &Context<'_>) -> Result<Vec<f64>> {
///         let mut scores = vec![0.0; x.columns()];
///         x.iter().flat_map(|row| row.iter()).filter(|(_, value)| *value != 0.0).for_each(|(column, _)| scores[column] += 1.0);
///         Ok(scores)
///     }
/// }
///
/// pipeline! {
///     Words(texts: String[n]) fit(kind: u8[n]) -> sparse f64[n, selected] {
///         counts = texts |> CountVectorizer;
///         kept = counts |> SelectKBest<Frequent> { k: 1 }.fit(kind);
///         kept
///     }
/// }
///
/// let texts: Vec<String> = ["to be", "or not", "to see"].map(String::from).into();
/// let model = Words::default().fit(ArcArray1::from(texts), array![0_u8, 1, 0])?;
/// assert_eq!(model.kept.selected(), [4]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not score columns of sparse values against targets of type `{Y}`",
    label = "has no form for sparse values",
    note = "write `ToDense` before this step, or implement `SparseScore`; `AnovaF` and `Chi2` take targets `[n]` of classes (`u8[n]`, `bool[n]` and other integers), `RegressionF` numbers (`f32[n]`, `f64[n]`)"
)]
pub trait SparseScore<Y>: Score<Y> {
    /// Returns a score for each column of `x` (`[n, d]`, finite), equal to that of an array of the same values up to rounding.
    ///
    /// # Errors
    /// The score is not defined for these values.
    fn sparse_scores(&self, x: &Sparse<f64>, y: &Y, context: &Context<'_>) -> Result<Vec<f64>>;
}

/// Fails unless each row has a target.
pub(super) fn require_targets(rows: usize, targets: usize) -> Result<()> {
    if rows == targets {
        return Ok(());
    }
    Err(Error::new(format!("each row needs a target, got {rows} rows and {targets} targets")))
}

/// The class of each row, numbered without gaps, and the number of classes: at least 2.
pub(super) fn classes_of<L: Label>(rows: usize, y: &ArcArray1<L>) -> Result<(Vec<usize>, usize)> {
    require_targets(rows, y.len())?;
    let class = |(row, label): (usize, &L)| {
        label.class().ok_or_else(|| {
            Error::new(format!(
                "labels must be classes from 0, but row {row} (counted from 0) has {label:?}; number the classes with a label encoder"
            ))
        })
    };
    let classes = y.iter().enumerate().map(class).collect::<Result<Vec<usize>>>()?;
    let mut distinct = classes.clone();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 2 {
        return Err(Error::new(format!(
            "a score of classes needs rows of at least 2 classes, got {}",
            distinct.len()
        )));
    }
    let classes = classes.iter().map(|class| distinct.partition_point(|one| one < class)).collect();
    Ok((classes, distinct.len()))
}

/// The targets as finite numbers.
pub(super) fn numbers_of<B: Float>(rows: usize, y: &ArcArray1<B>) -> Result<Vec<f64>> {
    require_targets(rows, y.len())?;
    match y.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        None => Ok(y.iter().map(|value| value.widen()).collect()),
        Some((row, value)) => Err(Error::new(format!(
            "every target must be a finite number, but that of row {row} (counted from 0) is {value}; drop such rows before this step"
        ))),
    }
}

/// Calls `score` with each column, in parallel.
fn each_column(
    columns: usize,
    context: &Context<'_>,
    score: impl Fn(usize) -> Result<f64> + Sync,
) -> Result<Vec<f64>> {
    let columns = (0..columns).into_par_iter().map(&score);
    let scores: Vec<Result<f64>> = context.parallel(|| columns.collect());
    scores.into_iter().collect()
}

/// Calls `score` with each column of an array, in parallel.
pub(super) fn by_column(
    x: ArrayView2<'_, f64>,
    context: &Context<'_>,
    score: impl Fn(usize, ArrayView1<'_, f64>) -> Result<f64> + Sync,
) -> Result<Vec<f64>> {
    each_column(x.ncols(), context, |column| score(column, x.column(column)))
}

/// The values of a column by their rows; the values of other rows are 0.
pub(super) trait Stored: Iterator<Item = (usize, f64)> + Clone {
    /// The number of values that are not stored, of so many rows.
    fn zeros(&self, rows: usize) -> usize {
        rows.saturating_sub(self.clone().count())
    }
}

impl<I: Iterator<Item = (usize, f64)> + Clone> Stored for I {}

/// A score of one column by its stored values: its number, and what the score computes.
pub(super) trait OfStored: Sync {
    fn score(&self, number: usize, column: impl Stored) -> Result<f64>;
}

/// The scores of all columns of an array.
pub(super) fn of_array(
    x: ArrayView2<'_, f64>,
    context: &Context<'_>,
    score: &impl OfStored,
) -> Result<Vec<f64>> {
    by_column(x, context, |number, column| score.score(number, column.iter().copied().enumerate()))
}

/// The scores of all columns of sparse values.
pub(super) fn of_sparse(x: &Sparse<f64>, context: &Context<'_>, score: &impl OfStored) -> Result<Vec<f64>> {
    let rows = Compressed::new(x.starts(), x.column_numbers().to_vec(), x.values().to_vec());
    let columns = rows.transposed(x.columns());
    each_column(x.columns(), context, |number| score.score(number, columns.line(number)))
}
