//! [`AnovaF`], [`Chi2`] and [`RegressionF`]: the scores that are sums over the rows, and their p-values.
//!
//! Invariant: the score of a constant column is 0.

use ndarray::{ArcArray1, ArrayView2};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;

use super::score::{OfStored, Score, SparseScore, Stored, classes_of, numbers_of, of_array, of_sparse};
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::Context;
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::Label;
use crate::steps::kernels::moments::is_constant;
use crate::{Error, Result};

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
