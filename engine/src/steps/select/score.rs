//! [`Score`] and [`SparseScore`]: how much each column tells about the target; the scores that are sums.
//!
//! Invariant: a score is not NaN. That of a constant column is 0, or what the score says. A score is computed from the stored values of a column and the number of
//! its zeros, so arrays and sparse values have the same scores, up to rounding.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray1, ArrayView1, ArrayView2};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;

use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::Context;
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::compressed::Compressed;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::Label;
use crate::steps::kernels::moments::is_constant;
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

/// A [`Score`] that is also computed from sparse values, without their zeros: [`AnovaF`], [`Chi2`] and [`RegressionF`] are, and
/// [`MutualInfoClassif`](crate::steps::MutualInfoClassif) of discrete columns.
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
    note = "write `ToDense` before this step, or implement `SparseScore`; `AnovaF`, `Chi2` and `MutualInfoClassif` take targets `[n]` of classes (`u8[n]`, `bool[n]` and other integers), `RegressionF` numbers (`f32[n]`, `f64[n]`)"
)]
pub trait SparseScore<Y>: Score<Y> {
    /// Returns a score for each column of `x` (`[n, d]`, finite), equal to that of an array of the same values up to rounding.
    ///
    /// # Errors
    /// The score is not defined for these values.
    fn sparse_scores(&self, x: &Sparse<f64>, y: &Y, context: &Context<'_>) -> Result<Vec<f64>>;
}

/// The variance between the means of the classes relative to that within them: the F statistic of an analysis of variance (scikit-learn's
/// `f_classif`). That of a constant column is 0, and that of a column that is constant within each class is infinite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct AnovaF;

/// The chi-squared statistic of counts by class (scikit-learn's `chi2`), of columns that are not negative. That of a column of zeros is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct Chi2;

/// The F statistic of a straight line through the column and the target (scikit-learn's `f_regression`). That of a constant column is 0,
/// and that of a column that is a line of the target is at most the largest number of `f64`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct RegressionF;

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
fn of_array(x: ArrayView2<'_, f64>, context: &Context<'_>, score: &impl OfStored) -> Result<Vec<f64>> {
    by_column(x, context, |number, column| score.score(number, column.iter().copied().enumerate()))
}

/// The scores of all columns of sparse values.
pub(super) fn of_sparse(x: &Sparse<f64>, context: &Context<'_>, score: &impl OfStored) -> Result<Vec<f64>> {
    let rows = Compressed::new(x.starts(), x.column_numbers().to_vec(), x.values().to_vec());
    let columns = rows.transposed(x.columns());
    each_column(x.columns(), context, |number| score.score(number, columns.line(number)))
}

/// The sum of squared deviations of so many zeros.
fn of_zeros(zeros: usize, mean: f64) -> f64 {
    if zeros == 0 { 0.0 } else { zeros as f64 * mean * mean }
}

/// The mean and the sum of squared deviations.
fn spread(values: impl Stored, count: usize) -> (f64, f64) {
    let mean = values.clone().map(|(_, value)| value).sum::<f64>() / count as f64;
    let zeros = of_zeros(values.zeros(count), mean);
    (mean, values.map(|(_, value)| (value - mean) * (value - mean)).sum::<f64>() + zeros)
}

/// The class of each row, and the number of rows of each class.
struct Classes {
    classes: Vec<usize>,
    sizes: Vec<usize>,
}

impl Classes {
    fn of<L: Label>(rows: usize, y: &ArcArray1<L>) -> Result<Self> {
        let (classes, count) = classes_of(rows, y)?;
        let mut sizes = vec![0; count];
        classes.iter().for_each(|&class| sizes[class] += 1);
        Ok(Self { classes, sizes })
    }
}

struct ByVariance(Classes);

impl ByVariance {
    fn of<L: Label>(rows: usize, y: &ArcArray1<L>) -> Result<Self> {
        let classes = Classes::of(rows, y)?;
        let count = classes.sizes.len();
        if rows > count {
            return Ok(Self(classes));
        }
        Err(Error::new(format!(
            "the F statistic of {count} classes needs more than {count} rows, got {rows}"
        )))
    }
}

impl OfStored for ByVariance {
    fn score(&self, number: usize, column: impl Stored) -> Result<f64> {
        let Classes { classes, sizes } = &self.0;
        let (rows, count) = (classes.len(), sizes.len());
        let (mean, all) = spread(column.clone(), rows);
        if !all.is_finite() {
            return Err(too_far_apart(number, "variance"));
        }
        if is_constant(all / rows as f64, mean, rows as u64) {
            return Ok(0.0);
        }
        let (mut zeros, mut means) = (sizes.clone(), vec![0.0; count]);
        for (row, value) in column.clone() {
            zeros[classes[row]] -= 1;
            means[classes[row]] += value;
        }
        means.iter_mut().zip(sizes).for_each(|(sum, &size)| *sum /= size as f64);
        let within: f64 = column.map(|(row, value)| (value - means[classes[row]]).powi(2)).sum();
        let within: f64 = zeros
            .iter()
            .zip(&means)
            .map(|(&zeros, &mean)| of_zeros(zeros, mean))
            .fold(within, |sum, zeros| sum + zeros);
        let between: f64 =
            means.iter().zip(sizes).map(|(own, &size)| size as f64 * (own - mean).powi(2)).sum();
        let score = (between / (count - 1) as f64) / (within / (rows - count) as f64);
        Ok(if score.is_nan() { 0.0 } else { score })
    }
}

impl<L: Label> Score<ArcArray1<L>> for AnovaF {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_array(x, context, &ByVariance::of(x.nrows(), y)?)
    }

    fn p_values(&self, scores: &[f64], y: &ArcArray1<L>) -> Result<Option<Vec<f64>>> {
        let (_, count) = classes_of(y.len(), y)?;
        let p_value = |&score: &f64| f_beyond(score, (count - 1) as f64, (y.len() - count) as f64);
        Ok(Some(scores.iter().map(p_value).collect()))
    }
}

impl<L: Label> SparseScore<ArcArray1<L>> for AnovaF {
    fn sparse_scores(&self, x: &Sparse<f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_sparse(x, context, &ByVariance::of(x.rows(), y)?)
    }
}

struct ByCounts(Classes);

impl OfStored for ByCounts {
    fn score(&self, number: usize, column: impl Stored) -> Result<f64> {
        let Classes { classes, sizes } = &self.0;
        let mut observed = vec![0.0; sizes.len()];
        for (row, value) in column.clone() {
            if value < 0.0 {
                return Err(Error::new(format!(
                    "chi-squared needs counts from 0, but row {row}, column {number} (counted from 0) is {value}; use another score"
                )));
            }
            observed[classes[row]] += value;
        }
        let sum: f64 = column.map(|(_, value)| value).sum();
        let expected = sizes.iter().map(|&size| size as f64 / classes.len() as f64 * sum);
        let score: f64 = observed
            .iter()
            .zip(expected)
            .map(|(observed, expected)| (observed - expected).powi(2) / expected)
            .sum();
        if sum > 0.0 && !score.is_finite() {
            return Err(too_far_apart(number, "chi-squared"));
        }
        Ok(if score.is_nan() { 0.0 } else { score })
    }
}

impl<L: Label> Score<ArcArray1<L>> for Chi2 {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_array(x, context, &ByCounts(Classes::of(x.nrows(), y)?))
    }

    fn p_values(&self, scores: &[f64], y: &ArcArray1<L>) -> Result<Option<Vec<f64>>> {
        let (_, count) = classes_of(y.len(), y)?;
        let p_value = |&score: &f64| chi_squared_beyond(score, (count - 1) as f64);
        Ok(Some(scores.iter().map(p_value).collect()))
    }
}

impl<L: Label> SparseScore<ArcArray1<L>> for Chi2 {
    fn sparse_scores(&self, x: &Sparse<f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_sparse(x, context, &ByCounts(Classes::of(x.rows(), y)?))
    }
}

/// The deviations of the targets from their mean.
struct ByLine {
    targets: Vec<f64>,
    spread: f64,
}

impl ByLine {
    fn of<B: Float>(rows: usize, y: &ArcArray1<B>) -> Result<Self> {
        let mut targets = numbers_of(rows, y)?;
        if rows < 3 {
            return Err(Error::new(format!("the F statistic of a line needs at least 3 rows, got {rows}")));
        }
        let (mean, spread) = spread(targets.iter().copied().enumerate(), rows);
        if !spread.is_finite() {
            return Err(Error::new(
                "the targets lie so far apart that their variance exceeds f64 (1.8e308); rescale them before this step",
            ));
        }
        targets.iter_mut().for_each(|target| *target -= mean);
        Ok(Self { targets, spread })
    }
}

impl OfStored for ByLine {
    fn score(&self, number: usize, column: impl Stored) -> Result<f64> {
        let rows = self.targets.len();
        let (mean, all) = spread(column.clone(), rows);
        if !all.is_finite() {
            return Err(too_far_apart(number, "variance"));
        }
        if is_constant(all / rows as f64, mean, rows as u64) {
            return Ok(0.0);
        }
        // The deviations of the targets add up to 0, so those of the zeros add up to what the stored rows have not.
        let mut products = 0.0;
        let mut rest = 0.0;
        let has_zeros = column.zeros(rows) > 0;
        for (row, value) in column {
            products += (value - mean) * self.targets[row];
            rest += self.targets[row];
        }
        if has_zeros {
            products += mean * rest;
        }
        let correlation = products / all.sqrt() / self.spread.sqrt();
        let square = correlation * correlation;
        let score = square / (1.0 - square).max(0.0) * (rows - 2) as f64;
        Ok(if score.is_nan() { 0.0 } else { score.min(f64::MAX) })
    }
}

impl<B: Float> Score<ArcArray1<B>> for RegressionF {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<B>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_array(x, context, &ByLine::of(x.nrows(), y)?)
    }

    fn p_values(&self, scores: &[f64], y: &ArcArray1<B>) -> Result<Option<Vec<f64>>> {
        let p_value = |&score: &f64| f_beyond(score, 1.0, y.len() as f64 - 2.0);
        Ok(Some(scores.iter().map(p_value).collect()))
    }
}

impl<B: Float> SparseScore<ArcArray1<B>> for RegressionF {
    fn sparse_scores(&self, x: &Sparse<f64>, y: &ArcArray1<B>, context: &Context<'_>) -> Result<Vec<f64>> {
        of_sparse(x, context, &ByLine::of(x.rows(), y)?)
    }
}

/// How probable a larger F statistic is, with these degrees of freedom.
fn f_beyond(score: f64, between: f64, within: f64) -> f64 {
    if score.is_infinite() {
        return 0.0;
    }
    // The share of the rest, not 1 less that of the score, so that small p-values keep their digits.
    let share = within / (within + between * score);
    if share <= 0.0 { 0.0 } else { beta_reg(within / 2.0, between / 2.0, share) }
}

/// How probable a larger chi-squared statistic is, with these degrees of freedom.
fn chi_squared_beyond(score: f64, freedom: f64) -> f64 {
    if score <= 0.0 { 1.0 } else { gamma_ur(freedom / 2.0, score / 2.0) }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn constant_and_perfect_columns_have_a_score() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![[0.1, 0.0, 1.0], [0.1, 0.0, 3.0], [0.1, 1.0, 2.0], [0.1, 1.0, 6.0]];
        let y = array![0_u8, 0, 1, 1].into_shared();
        let scores = AnovaF.scores(x.view(), &y, &context).expect("two classes");
        assert_eq!((scores[0], scores[1]), (0.0, f64::INFINITY));
        let line = array![1.0, 1.0, 3.0, 3.0].into_shared();
        let scores = RegressionF.scores(x.view(), &line, &context).expect("numbers");
        assert!(scores[0] == 0.0 && scores[1] > 1e15 && scores[1].is_finite(), "{scores:?}");
        assert_eq!(
            Chi2.scores(array![[0.0], [0.0], [0.0], [0.0]].view(), &y, &context).expect("counts"),
            [0.0]
        );
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let x = array![[1.0], [2.0], [-3.0]];
        let y = array![0_u8, 1, 1].into_shared();
        let says = |result: Result<Vec<f64>>| result.expect_err("wrong").to_string();
        assert!(says(Chi2.scores(x.view(), &y, &context)).contains("row 2, column 0 (counted from 0) is -3"));
        let one = array![1_u8, 1, 1].into_shared();
        assert!(says(AnovaF.scores(x.view(), &one, &context)).contains("at least 2 classes, got 1"));
        let negative = array![0_i64, -1, 1].into_shared();
        assert!(says(AnovaF.scores(x.view(), &negative, &context)).contains("row 1 (counted from 0) has -1"));
        let nan = array![0.0, f64::NAN, 1.0].into_shared();
        assert!(
            says(RegressionF.scores(x.view(), &nan, &context))
                .contains("that of row 1 (counted from 0) is NaN")
        );
        assert!(
            says(AnovaF.scores(x.view(), &array![0_u8].into_shared(), &context))
                .contains("3 rows and 1 targets")
        );
    }
}
