//! [`Sorted`]: the quantiles of the values of a column.
//!
//! Invariant: there is at least one value, all are finite, and they are in increasing order, each with the sum of the weights up
//! to it. Ranks are computed by the operations of NumPy and scikit-learn, because a rank that should be a whole number is
//! sometimes not one after rounding, and the quantile is then another value.

use ndarray::parallel::prelude::*;
use ndarray::{ArrayView1, ArrayView2};

use super::checks::{require_finite, require_rows};
use super::float::Float;
use super::weights::require_weight;
use crate::Result;
use crate::step::Context;

/// The values of a column in increasing order.
pub(crate) struct Sorted {
    values: Vec<f64>,
    /// `None` if each value counts once.
    weights: Option<Weights>,
}

/// Weights of sorted values, all above 0.
struct Weights {
    each: Vec<f64>,
    /// The sum of the weights up to each value.
    sums: Vec<f64>,
}

/// The median of sorted values, the mean of the two middle ones of an even number (NumPy's `median`). There must be one.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { sorted[middle - 1].midpoint(sorted[middle]) }
}

impl Sorted {
    /// Sorts the values whose weight is above 0; at least one has to be.
    fn new<A: Float>(column: ArrayView1<'_, A>, weights: Option<ArrayView1<'_, f64>>) -> Self {
        let Some(weights) = weights else {
            let mut values: Vec<f64> = column.iter().map(|value| value.widen()).collect();
            values.sort_unstable_by(f64::total_cmp);
            return Self { values, weights: None };
        };
        let pairs = column.iter().map(|value| value.widen()).zip(weights.iter().copied());
        let mut pairs: Vec<(f64, f64)> = pairs.filter(|&(_, weight)| weight > 0.0).collect();
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (values, each): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let sum = |sum: &mut f64, weight: &f64| {
            *sum += weight;
            Some(*sum)
        };
        let sums = each.iter().scan(0.0, sum).collect();
        Self { values, weights: Some(Weights { each, sums }) }
    }

    /// The values.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The weight of each value; `None` if each counts once.
    pub(crate) fn weights(&self) -> Option<&[f64]> {
        self.weights.as_ref().map(|weights| weights.each.as_slice())
    }

    /// The smallest value.
    pub(crate) fn smallest(&self) -> f64 {
        self.values[0]
    }

    /// The largest value.
    pub(crate) fn largest(&self) -> f64 {
        self.values[self.last()]
    }

    fn last(&self) -> usize {
        self.values.len() - 1
    }

    /// The median of values without weights (NumPy's `median`).
    pub(crate) fn median(&self) -> f64 {
        median(&self.values)
    }

    /// The quantile at `level`, from 0 to 1, of values without weights, on the straight line between the two nearest values
    /// (NumPy's `method="linear"`). It is not finite if these two lie further apart than `f64` reaches.
    pub(crate) fn interpolated(&self, level: f64) -> f64 {
        let rank = self.last() as f64 * level;
        let before = rank.floor() as usize;
        let (low, high) = (self.values[before.min(self.last())], self.values[(before + 1).min(self.last())]);
        let share = rank - rank.floor();
        if share < 0.5 { low + (high - low) * share } else { high - (high - low) * (1.0 - share) }
    }

    /// The quantile at `level`, from 0 to 1: the first value up to which the weights add up to that share of all weights (NumPy's
    /// `method="inverted_cdf"`; scikit-learn's `_weighted_percentile`).
    pub(crate) fn reached(&self, level: f64) -> f64 {
        let at = match &self.weights {
            None => ((level * self.values.len() as f64).ceil() as usize).saturating_sub(1),
            Some(Weights { sums, .. }) => sums.partition_point(|&sum| sum < level * sums[self.last()]),
        };
        self.values[at.min(self.last())]
    }

    /// The quantile at `level`, from 0 to 1: the first value up to which the weights add up to that share of all weights; if they
    /// are that share exactly, the mean of it and the next (NumPy's `method="averaged_inverted_cdf"`; with weights,
    /// scikit-learn's `_weighted_percentile(average=True)`).
    pub(crate) fn averaged(&self, level: f64) -> f64 {
        let (at, is_exact) = match &self.weights {
            None => {
                let rank = level * self.values.len() as f64;
                ((rank.ceil() as usize).saturating_sub(1), rank >= 1.0 && rank == rank.ceil())
            }
            Some(Weights { sums, .. }) => {
                let rank = level * sums[self.last()];
                let at = sums.partition_point(|&sum| sum < rank).min(self.last());
                // scikit-learn's bound, which is meant for weights that add up to 1 or more.
                let bound = f64::EPSILON * sums[self.last()].min(1.0);
                (at, rank > 0.0 && sums[at] - rank <= bound)
            }
        };
        let (value, next) = (self.values[at.min(self.last())], self.values[(at + 1).min(self.last())]);
        if is_exact { value.midpoint(next) } else { value }
    }
}

/// `count` equally spaced levels from 0 to 1 (NumPy's `linspace`).
pub(crate) fn levels(count: usize) -> Vec<f64> {
    let step = 1.0 / count.saturating_sub(1).max(1) as f64;
    let level = |at: usize| if at > 0 && at + 1 == count { 1.0 } else { at as f64 * step };
    (0..count).map(level).collect()
}

/// Calls `work` with each column's number and sorted values, in parallel, and returns the results in the order of the columns.
///
/// # Errors
/// No rows, a value that is not finite, weights that are all 0, or the first error of `work` by columns.
pub(crate) fn by_column<A: Float, T: Send>(
    x: ArrayView2<'_, A>,
    weights: Option<ArrayView1<'_, f64>>,
    context: &Context<'_>,
    work: impl Fn(usize, Sorted) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    require_rows(x.nrows())?;
    require_finite(x, 0)?;
    if let Some(weights) = weights {
        require_weight(weights.sum())?;
    }
    // Equal weights give the same bits as no weights.
    let weights = weights.filter(|weights| weights.iter().any(|&weight| weight != weights[0]));
    let columns = (0..x.ncols()).into_par_iter();
    let results: Vec<Result<T>> = context
        .parallel(|| columns.map(|column| work(column, Sorted::new(x.column(column), weights))).collect());
    results.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    fn sorted(values: &[f64]) -> Sorted {
        Sorted::new(ArrayView1::from(values), None)
    }

    #[test]
    fn quantiles_are_those_of_numpy() {
        let four = sorted(&[4.0, 1.0, 3.0, 2.0]);
        assert_eq!((four.smallest(), four.largest(), four.median()), (1.0, 4.0, 2.5));
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|level| four.interpolated(level)), [1.0, 1.75, 2.5, 4.0]);
        // The rank of 0.5 is a whole number: the mean of two values.
        assert_eq!([0.0, 0.3, 0.5, 0.75, 1.0].map(|level| four.averaged(level)), [1.0, 2.0, 2.5, 3.5, 4.0]);
        let one = sorted(&[7.0]);
        assert_eq!((one.median(), one.interpolated(0.3), one.averaged(0.3)), (7.0, 7.0, 7.0));
        // 3 * 0.3333333333333333 is 1 after rounding, and 6 / 9 of 3 is not 2.
        let three = sorted(&[0.0, 1.0, 2.0]);
        assert_eq!(
            (three.averaged(100.0 / 3.0 / 100.0), three.averaged(6.0 * (100.0 / 9.0) / 100.0)),
            (0.5, 1.0)
        );
        let far = sorted(&[-f64::MAX, f64::MAX]);
        assert_eq!((far.median(), far.averaged(0.5)), (0.0, 0.0));
        assert!(!far.interpolated(0.5).is_finite());
    }

    #[test]
    fn a_value_without_weight_does_not_count() {
        let values = array![9.0, 1.0, 2.0, -9.0];
        let some = Sorted::new(values.view(), Some(array![0.0, 1.0, 3.0, 0.0].view()));
        assert_eq!((some.values(), some.weights()), (&[1.0, 2.0][..], Some(&[1.0, 3.0][..])));
        assert_eq!([0.0, 0.25, 0.26, 1.0].map(|level| some.averaged(level)), [1.0, 1.5, 2.0, 2.0]);
        // Weights that are small together tell values apart as well.
        let weights = array![1e-100, 3e-100, 0.0, 1e-100];
        let small = Sorted::new(array![1.0, 2.0, 9.0, 3.0].view(), Some(weights.view()));
        assert_eq!([0.1, 0.3, 0.9].map(|level| small.averaged(level)), [1.0, 2.0, 3.0]);
    }

    proptest! {
        #[test]
        fn a_value_counts_as_often_as_its_weight(
            pairs in prop::collection::vec((-9_i32..9, 1_u8..4), 3..40),
            bins in 2..9_usize,
        ) {
            let values: Array1<f64> = pairs.iter().map(|pair| f64::from(pair.0)).collect();
            let weights: Array1<f64> = pairs.iter().map(|pair| f64::from(pair.1)).collect();
            let repeated: Vec<f64> =
                pairs.iter().flat_map(|pair| std::iter::repeat_n(f64::from(pair.0), pair.1.into())).collect();
            let weighted = Sorted::new(values.view(), Some(weights.view()));
            for bin in 0..=bins {
                let level = bin as f64 / bins as f64;
                prop_assert_eq!(weighted.averaged(level), sorted(&repeated).averaged(level));
            }
        }
    }
}
