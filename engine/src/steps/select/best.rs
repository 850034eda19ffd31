//! [`SelectKBest`] and [`SelectPercentile`]: the columns with the largest scores.

use ndarray::{ArcArray2, Array1, ArrayView1};

use super::score::{Score, SparseScore};
use super::selection::{Selection, selects};
use super::sums::AnovaF;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Features, Fit, Invertible, Step};
use crate::steps::kernels::checks::{require_finite, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::sparse::require_stored_finite;
use crate::{Error, Result};

/// Keeps the `k` columns with the largest scores: `[n, d] fit([n]) -> [n, selected]` (scikit-learn's `SelectKBest`).
///
/// Accepts `f32` and `f64`. The score is a type: [`AnovaF`] for classes, `SelectKBest<RegressionF>` for numbers, or another [`Score`], also one
/// of your own. Of sparse values, which stay sparse, it is a [`SparseScore`]. Of columns with equal scores, the later ones are kept, as in scikit-learn. With
/// fewer than `k` columns, all are kept. The inverse has zeros in the columns that were left out. The fit needs all rows at once.
///
/// # Errors
/// Fitting: no rows, a NaN or infinity, `k` of 0, or as the score. Transforming: another number of columns, or a NaN or infinity in a kept one.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Best(x: f64[n, 3]) fit(kind: u8[n]) -> f64[n, selected] {
///         kept = x |> SelectKBest { k: 1 }.fit(kind);
///         kept
///     }
/// }
///
/// let x = array![[5.0, 1.0, 2.0], [6.0, 1.5, 1.0], [5.5, 8.0, 2.0], [5.0, 8.5, 1.5]];
/// let model = Best::default().fit(&x, array![0_u8, 0, 1, 1])?;
/// assert_eq!(model.kept.selected(), [1]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SelectKBest<F = AnovaF> {
    /// The number of columns: at least 1. Default: 10.
    pub k: usize,
    /// The score of a column. Default: that of the type.
    #[space(nested)]
    pub score_func: F,
}

impl<F: Default> Default for SelectKBest<F> {
    fn default() -> Self {
        Self { k: 10, score_func: F::default() }
    }
}

/// Keeps a share of the columns, those with the largest scores: `[n, d] fit([n]) -> [n, selected]` (scikit-learn's `SelectPercentile`).
///
/// As [`SelectKBest`], with a share in percent. Of columns with the score at the border, the first ones are kept, as in scikit-learn.
///
/// # Errors
/// As [`SelectKBest`], and a `percentile` that is not between 0 and 100, or so small that no column is kept.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::RegressionF;
///
/// pipeline! {
///     Best(x: f64[n, 2]) fit(price: f64[n]) -> f64[n, selected] {
///         kept = x |> SelectPercentile<RegressionF> { percentile: 50.0 }.fit(price);
///         kept
///     }
/// }
///
/// let x = array![[5.0, 1.0], [6.0, 2.0], [5.5, 3.0], [5.0, 4.5]];
/// let model = Best::default().fit(&x, array![10.0, 21.0, 29.0, 42.0])?;
/// assert_eq!(model.kept.selected(), [1]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SelectPercentile<F = AnovaF> {
    /// The share of the columns, in percent. Default: 10.
    #[space(uniform(1.0..=100.0))]
    pub percentile: f64,
    /// The score of a column. Default: that of the type.
    #[space(nested)]
    pub score_func: F,
}

impl<F: Default> Default for SelectPercentile<F> {
    fn default() -> Self {
        Self { percentile: 10.0, score_func: F::default() }
    }
}

/// The fitted form of a [`SelectKBest`] or [`SelectPercentile`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, version = 2, oldest = 1, check = Self::check))]
pub struct FittedBest {
    scores: Array1<f64>,
    #[cfg_attr(feature = "save", save(since = 2))]
    p_values: Option<Vec<f64>>,
    selection: Selection,
}

impl FittedBest {
    /// The score of each column, `[d]` (scikit-learn's `scores_`).
    pub fn scores(&self) -> ArrayView1<'_, f64> {
        self.scores.view()
    }

    /// How probable so large a score is for a column that tells nothing, `[d]` (`pvalues_`); `None` if the score has no p-values. That of a constant column is 1
    /// (in scikit-learn, `f_classif` and `chi2` have NaN there).
    pub fn pvalues(&self) -> Option<ArrayView1<'_, f64>> {
        self.p_values.as_deref().map(ArrayView1::from)
    }

    #[cfg(feature = "save")]
    fn check(&self) -> Result<()> {
        let is_right = |numbers| is_each(numbers, self.selection.all());
        if is_right(self.scores.view()) && self.pvalues().is_none_or(is_right) {
            return Ok(());
        }
        Err(Error::new(
            "`scores` and `p_values` must have a number for each column; the file is damaged or forged",
        ))
    }

    /// Keeps the columns that `choose` marks by their scores.
    fn of<Y>(
        score: &impl Score<Y>,
        columns: usize,
        scores: Vec<f64>,
        y: &Y,
        choose: impl Fn(&[f64]) -> Vec<bool>,
    ) -> Result<Self> {
        require_each("score", &scores, columns)?;
        let p_values = score.p_values(&scores, y)?;
        p_values.iter().try_for_each(|p_values| require_each("p-value", p_values, columns))?;
        let selection = Selection::of(&choose(&scores));
        if columns > 0 && selection.columns().is_empty() {
            return Err(Error::new(format!(
                "so small a share keeps none of {columns} columns; use a larger one"
            )));
        }
        Ok(Self { scores: scores.into(), p_values, selection })
    }
}

/// Whether there is a number for each column, and none is NaN.
fn is_each(numbers: ArrayView1<'_, f64>, columns: usize) -> bool {
    numbers.len() == columns && !numbers.iter().any(|number| number.is_nan())
}

fn require_each(what: &str, numbers: &[f64], columns: usize) -> Result<()> {
    if is_each(ArrayView1::from(numbers), columns) {
        return Ok(());
    }
    Err(Error::new(format!(
        "there must be a {what} for each of {columns} columns, but not NaN; got {} numbers",
        numbers.len()
    )))
}

selects!([] FittedBest);

/// Marks the `count` largest scores, the later ones of equal scores.
fn largest(scores: &[f64], count: usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&one, &other| scores[one].total_cmp(&scores[other]));
    let mut is_kept = vec![false; scores.len()];
    order.iter().rev().take(count).for_each(|&column| is_kept[column] = true);
    is_kept
}

/// Marks the scores above a percentile, and of those that equal it the first ones, up to the share.
fn above(scores: &[f64], percentile: f64) -> Vec<bool> {
    if percentile >= 100.0 || scores.is_empty() {
        return vec![true; scores.len()];
    }
    let mut sorted = scores.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len() - 1;
    // NumPy's `percentile`.
    let rank = last as f64 * ((100.0 - percentile) / 100.0);
    let before = rank.floor() as usize;
    let (low, high) = (sorted[before.min(last)], sorted[(before + 1).min(last)]);
    let share = rank - rank.floor();
    // On the way to an infinite score, every number is below it.
    let threshold = if share == 0.0 || high.is_infinite() {
        low
    } else if share < 0.5 {
        low + (high - low) * share
    } else {
        high - (high - low) * (1.0 - share)
    };
    let mut is_kept: Vec<bool> = scores.iter().map(|&score| score > threshold).collect();
    let most = (scores.len() as f64 * percentile / 100.0) as usize;
    let kept = is_kept.iter().filter(|is_kept| **is_kept).count();
    let ties: Vec<usize> = (0..scores.len()).filter(|&column| scores[column] == threshold).collect();
    ties.into_iter().take(most.saturating_sub(kept)).for_each(|column| is_kept[column] = true);
    is_kept
}

macro_rules! step {
    ($step:ident, $check:ident, $choose:ident) => {
        impl<F: Send + Sync> Step for $step<F> {
            type Fitted = FittedBest;
            const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, selected]", &[]);
            const ROWWISE: bool = true;

            fn feature_names(fitted: &FittedBest, inputs: &[Features]) -> Vec<Features> {
                fitted.selection.features(inputs)
            }

            fn features_in(fitted: &FittedBest) -> Option<usize> {
                Some(fitted.scores.len())
            }
        }

        impl<F: Send + Sync> Invertible for $step<F> {}

        impl<A: Float, Y, F: Score<Y>> Fit<ArcArray2<A>, Y> for $step<F> {
            fn fit(&self, x: ArcArray2<A>, y: Y, context: &Context<'_>) -> Result<FittedBest> {
                self.$check()?;
                require_rows(x.nrows())?;
                require_finite(x.view(), 0)?;
                // The same layout whatever that of the input, so that the sums have the same bits.
                let wide = ndarray::Array2::from_shape_fn(x.dim(), |at| x[at].widen());
                let scores = self.score_func.scores(wide.view(), &y, context)?;
                FittedBest::of(&self.score_func, x.ncols(), scores, &y, |scores| self.$choose(scores))
            }
        }

        impl<A: Float, Y, F: SparseScore<Y>> Fit<Sparse<A>, Y> for $step<F> {
            fn fit(&self, x: Sparse<A>, y: Y, context: &Context<'_>) -> Result<FittedBest> {
                self.$check()?;
                require_rows(x.rows())?;
                require_stored_finite(&x, 0)?;
                let wide = x.map(|value| value.widen());
                let scores = self.score_func.sparse_scores(&wide, &y, context)?;
                FittedBest::of(&self.score_func, x.columns(), scores, &y, |scores| self.$choose(scores))
            }
        }
    };
}
step!(SelectKBest, check, choose);
step!(SelectPercentile, check, choose);

impl<F> SelectKBest<F> {
    fn check(&self) -> Result<()> {
        if self.k > 0 { Ok(()) } else { Err(Error::new("`k` must be at least 1, got 0")) }
    }

    fn choose(&self, scores: &[f64]) -> Vec<bool> {
        largest(scores, self.k)
    }
}

impl<F> SelectPercentile<F> {
    fn check(&self) -> Result<()> {
        if self.percentile > 0.0 && self.percentile <= 100.0 {
            return Ok(());
        }
        Err(Error::new(format!("`percentile` must be above 0 and at most 100, got {}", self.percentile)))
    }

    fn choose(&self, scores: &[f64]) -> Vec<bool> {
        above(scores, self.percentile)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::Phase;
    use crate::step::Run;

    #[test]
    fn of_equal_scores_the_last_or_the_first_are_kept() {
        assert_eq!(largest(&[1.0, 2.0, 2.0, 0.0], 1), [false, false, true, false]);
        assert_eq!(largest(&[1.0, 2.0], 9), [true, true]);
        assert_eq!(above(&[1.0, 1.0, 1.0, 1.0], 50.0), [true, true, false, false]);
        assert_eq!(above(&[4.0, 3.0, 2.0, 1.0], 50.0), [true, true, false, false]);
        assert_eq!(above(&[f64::INFINITY, 1.0, 0.0, f64::INFINITY], 50.0), [true, false, false, true]);
    }

    #[test]
    fn wrong_numbers_of_columns_are_told() {
        let run = Run::new();
        let context = Context::root(&run, "test", Phase::Fit);
        let (x, y) =
            (array![[1.0, 2.0], [3.0, 4.0], [7.0, 4.0]].into_shared(), array![0_u8, 1, 1].into_shared());
        let error = SelectKBest::<AnovaF> { k: 0, ..Default::default() }.fit(x.clone(), y.clone(), &context);
        assert_eq!(error.expect_err("none").to_string(), "`k` must be at least 1, got 0");
        let step = |percentile| SelectPercentile::<AnovaF> { percentile, ..Default::default() };
        let error = step(101.0).fit(x.clone(), y.clone(), &context).expect_err("too many");
        assert_eq!(error.to_string(), "`percentile` must be above 0 and at most 100, got 101");
        assert_eq!(step(50.0).fit(x, y, &context).expect("one of two").selected().len(), 1);
    }
}
