//! [`Score`]: how much each column tells about the target; the scores that are sums.
//!
//! Invariant: a score is not NaN. That of a constant column is 0, or what the score says.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray1, ArrayView1, ArrayView2};

use crate::space::Hyperparameters;
use crate::step::Context;
use crate::steps::kernels::checks::too_far_apart;
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
    message = "`{Self}` is no score of columns for targets of type `{Y}`",
    label = "does not score columns for this target",
    note = "`AnovaF`, `Chi2` and `MutualInfoClassif` need class numbers, `RegressionF` and `MutualInfoRegression` numbers of type `f32` or `f64`"
)]
pub trait Score<Y>: Send + Sync {
    /// Returns a score for each column of `x` (`[n, d]`, finite); the larger, the better.
    ///
    /// # Errors
    /// The score is not defined for these values.
    fn scores(&self, x: ArrayView2<'_, f64>, y: &Y, context: &Context<'_>) -> Result<Vec<f64>>;
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
pub(super) fn by_column(
    x: ArrayView2<'_, f64>,
    context: &Context<'_>,
    score: impl Fn(usize, ArrayView1<'_, f64>) -> Result<f64> + Sync,
) -> Result<Vec<f64>> {
    let columns = (0..x.ncols()).into_par_iter().map(|column| score(column, x.column(column)));
    let scores: Vec<Result<f64>> = context.parallel(|| columns.collect());
    scores.into_iter().collect()
}

/// The mean and the sum of squared deviations.
fn spread(values: impl Iterator<Item = f64> + Clone, count: usize) -> (f64, f64) {
    let mean = values.clone().sum::<f64>() / count as f64;
    (mean, values.map(|value| (value - mean) * (value - mean)).sum())
}

impl<L: Label> Score<ArcArray1<L>> for AnovaF {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        let (classes, count) = classes_of(x.nrows(), y)?;
        let rows = x.nrows();
        if rows <= count {
            return Err(Error::new(format!(
                "the F statistic of {count} classes needs more than {count} rows, got {rows}"
            )));
        }
        by_column(x, context, |number, column| {
            let (mean, all) = spread(column.iter().copied(), rows);
            if !all.is_finite() {
                return Err(too_far_apart(number, "variance"));
            }
            if is_constant(all / rows as f64, mean, rows as u64) {
                return Ok(0.0);
            }
            let (mut sizes, mut means) = (vec![0_usize; count], vec![0.0; count]);
            for (&class, value) in classes.iter().zip(column) {
                sizes[class] += 1;
                means[class] += value;
            }
            means.iter_mut().zip(&sizes).for_each(|(sum, &size)| *sum /= size as f64);
            let within: f64 =
                classes.iter().zip(column).map(|(&class, value)| (value - means[class]).powi(2)).sum();
            let between: f64 =
                means.iter().zip(&sizes).map(|(own, &size)| size as f64 * (own - mean).powi(2)).sum();
            let score = (between / (count - 1) as f64) / (within / (rows - count) as f64);
            Ok(if score.is_nan() { 0.0 } else { score })
        })
    }
}

impl<L: Label> Score<ArcArray1<L>> for Chi2 {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        let (classes, count) = classes_of(x.nrows(), y)?;
        if let Some(((row, column), value)) = x.indexed_iter().find(|(_, value)| **value < 0.0) {
            return Err(Error::new(format!(
                "chi-squared needs counts from 0, but row {row}, column {column} (counted from 0) is {value}; use another score"
            )));
        }
        let mut sizes = vec![0_usize; count];
        classes.iter().for_each(|&class| sizes[class] += 1);
        by_column(x, context, |number, column| {
            let mut observed = vec![0.0; count];
            classes.iter().zip(column).for_each(|(&class, value)| observed[class] += value);
            let sum = column.sum();
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
        })
    }
}

impl<B: Float> Score<ArcArray1<B>> for RegressionF {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<B>, context: &Context<'_>) -> Result<Vec<f64>> {
        let (y, rows) = (numbers_of(x.nrows(), y)?, x.nrows());
        if rows < 3 {
            return Err(Error::new(format!("the F statistic of a line needs at least 3 rows, got {rows}")));
        }
        let (y_mean, y_spread) = spread(y.iter().copied(), rows);
        if !y_spread.is_finite() {
            return Err(Error::new(
                "the targets lie so far apart that their variance exceeds f64 (1.8e308); rescale them before this step",
            ));
        }
        by_column(x, context, |number, column| {
            let (mean, all) = spread(column.iter().copied(), rows);
            if !all.is_finite() {
                return Err(too_far_apart(number, "variance"));
            }
            if is_constant(all / rows as f64, mean, rows as u64) {
                return Ok(0.0);
            }
            let products: f64 = column.iter().zip(&y).map(|(x, y)| (x - mean) * (y - y_mean)).sum();
            let correlation = products / all.sqrt() / y_spread.sqrt();
            let square = correlation * correlation;
            let score = square / (1.0 - square).max(0.0) * (rows - 2) as f64;
            Ok(if score.is_nan() { 0.0 } else { score.min(f64::MAX) })
        })
    }
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
