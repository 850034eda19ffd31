//! The edges of the bins of a column, by each strategy of [`Binning`].
//!
//! Invariant: there is at least one edge, and the edges never decrease. A single edge is a single bin, whose center it is.

use super::k_means;
use crate::Result;
use crate::space::Hyperparameters;
use crate::step::Context;
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::quantiles::Sorted;

/// A bin that is not wider is removed.
pub(super) const NARROWEST: f64 = 1e-8;

/// How a [`KBinsDiscretizer`](super::KBinsDiscretizer) chooses the edges of its bins (scikit-learn's `strategy`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Binning {
    /// All bins of a column are equally wide.
    Uniform,
    /// All bins of a column have as many rows, as far as equal values allow (`quantile_method="averaged_inverted_cdf"`).
    #[default]
    Quantile,
    /// The values of a bin are nearest to the same center of a k-means clustering, whose centers start in the middle of the bins
    /// of `Uniform`. Of two centers at equal distance, the lower one counts as nearer, where scikit-learn leaves it to rounding.
    /// With weights, the variance that decides when the centers have settled is weighted too, unlike in scikit-learn.
    Kmeans,
}

/// Returns the edges of the bins of a column of this number: one more than bins, or one for a column with a single value.
pub(super) fn edges(
    strategy: Binning,
    n_bins: usize,
    column: usize,
    sorted: &Sorted,
    context: &Context<'_>,
) -> Result<Vec<f64>> {
    let (low, high) = (sorted.smallest(), sorted.largest());
    if low == high {
        return Ok(vec![low]);
    }
    if !(high - low).is_finite() {
        return Err(too_far_apart(column, "distance"));
    }
    let mut edges = match strategy {
        Binning::Uniform => return Ok(evenly(low, high, n_bins)),
        Binning::Quantile => {
            evenly(0.0, 100.0, n_bins).iter().map(|level| sorted.averaged(level / 100.0)).collect()
        }
        Binning::Kmeans => k_means::edges(sorted, &evenly(low, high, n_bins), column, context)?,
    };
    let mut before = f64::NEG_INFINITY;
    edges.retain(|edge| edge - std::mem::replace(&mut before, *edge) > NARROWEST);
    Ok(edges)
}

/// Returns the ends of that many parts of equal width from `low` to `high` (NumPy's `linspace`).
fn evenly(low: f64, high: f64, parts: usize) -> Vec<f64> {
    let step = (high - low) / parts as f64;
    let place = |part: usize| match step {
        // The step of a range of the smallest numbers.
        0.0 => part as f64 / parts as f64 * (high - low),
        step => part as f64 * step,
    };
    (0..parts).map(|part| place(part) + low).chain([high]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_equal_width_end_at_both_ends() {
        assert_eq!(evenly(-2.0, 1.0, 3), [-2.0, -1.0, 0.0, 1.0]);
        assert_eq!(evenly(0.0, 5e-324, 3), [0.0, 0.0, 5e-324, 5e-324]);
        for parts in 1..300 {
            let edges = evenly(0.1, 0.1 + f64::EPSILON, parts);
            assert!(edges.is_sorted() && edges.len() == parts + 1 && edges[parts] == 0.1 + f64::EPSILON);
        }
    }
}
