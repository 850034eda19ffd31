//! The centers of groups of values: k-means of one column (scikit-learn's `KMeans(init=.., n_init=1)`).
//!
//! Invariant: values of equal distance to two centers belong to the lower one, so the result does not depend on the order of the
//! rows.

use crate::step::Context;
use crate::steps::kernels::checks::too_far_apart;
use crate::steps::kernels::quantiles::Sorted;
use crate::{Error, Result};

/// The number of iterations after which the centers are as good as they get.
const MOST_ITERATIONS: usize = 300;

/// The sum of the squared moves of all centers that ends the iterations, relative to the variance.
const TOLERANCE: f64 = 1e-4;

/// The values of the groups, each less `low`, and the weights of these values.
struct Groups<'a> {
    values: Vec<f64>,
    weights: Option<&'a [f64]>,
}

/// Returns the middles between neighboring centers, and the ends of the values. The iterations start at the middles of `evenly`.
pub(super) fn edges(
    sorted: &Sorted,
    evenly: &[f64],
    column: usize,
    context: &Context<'_>,
) -> Result<Vec<f64>> {
    let (low, bins) = (sorted.smallest(), evenly.len() - 1);
    if sorted.values().len() < bins {
        return Err(Error::new(format!(
            "k-means needs at least as many rows as bins, got {} rows and {bins} bins; use fewer bins or another `strategy`",
            sorted.values().len()
        )));
    }
    let values = sorted.values().iter().map(|value| value - low).collect();
    let groups = Groups { values, weights: sorted.weights() };
    let tolerance = TOLERANCE * groups.variance();
    if !tolerance.is_finite() {
        return Err(too_far_apart(column, "variance"));
    }
    let mut centers: Vec<f64> = evenly.windows(2).map(|ends| ends[0].midpoint(ends[1]) - low).collect();
    let mut labels = Vec::new();
    for _ in 0..MOST_ITERATIONS {
        context.run().proceed()?;
        let nearest = groups.nearest(&centers);
        let moved = groups.centers(&centers, &nearest);
        let distance: f64 = moved.iter().zip(&centers).map(|(new, old)| (new - old).powi(2)).sum();
        centers = moved;
        if nearest == labels || distance <= tolerance {
            break;
        }
        labels = nearest;
    }
    centers.sort_unstable_by(f64::total_cmp);
    let middles = centers.windows(2).map(|pair| pair[0].midpoint(pair[1]) + low);
    Ok([low].into_iter().chain(middles).chain([sorted.largest()]).collect())
}

impl Groups<'_> {
    fn weight(&self, at: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[at])
    }

    /// Returns the sum of `part` of each value and its weight, divided by the sum of the weights.
    fn mean(&self, part: impl Fn(f64) -> f64) -> f64 {
        let weight = self.weights.map_or(self.values.len() as f64, |weights| weights.iter().sum());
        self.values.iter().enumerate().map(|(at, &value)| part(value) * self.weight(at)).sum::<f64>() / weight
    }

    fn variance(&self) -> f64 {
        let mean = self.mean(|value| value);
        self.mean(|value| (value - mean).powi(2))
    }

    /// Returns the number of the nearest center for each value. Of equal centers, only the first has values.
    fn nearest(&self, centers: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..centers.len()).collect();
        order.sort_by(|&one, &other| centers[one].total_cmp(&centers[other]));
        order.dedup_by(|next, kept| centers[*next] == centers[*kept]);
        let mut at = 0;
        let label = |&value: &f64| {
            while at + 1 < order.len() && value > centers[order[at]].midpoint(centers[order[at + 1]]) {
                at += 1;
            }
            order[at]
        };
        self.values.iter().map(label).collect()
    }

    /// Returns the mean of the values of each center. A center without values moves to a value that is far from its own, or to the
    /// center with the largest weight if no value is.
    fn centers(&self, old: &[f64], labels: &[usize]) -> Vec<f64> {
        let (mut sums, mut weights) = (vec![0.0; old.len()], vec![0.0; old.len()]);
        for (at, (&label, value)) in labels.iter().zip(&self.values).enumerate() {
            sums[label] += value * self.weight(at);
            weights[label] += self.weight(at);
        }
        let empty: Vec<usize> = (0..old.len()).filter(|&label| weights[label] == 0.0).collect();
        for (label, at) in empty.iter().zip(self.farthest(old, labels, empty.len())) {
            let (weight, value) = (self.weight(at), self.values[at]);
            sums[labels[at]] -= value * weight;
            weights[labels[at]] -= weight;
            (sums[*label], weights[*label]) = (value * weight, weight);
        }
        let largest = (0..old.len()).fold(0, |best, at| if weights[at] > weights[best] { at } else { best });
        let mean = |label: usize| sums[label] / weights[label];
        (0..old.len()).map(|label| mean(if weights[label] > 0.0 { label } else { largest })).collect()
    }

    /// Returns the places of that many values, the farthest from their centers first; none if each value is at its center.
    fn farthest(&self, centers: &[f64], labels: &[usize], count: usize) -> Vec<usize> {
        if count == 0 {
            return Vec::new();
        }
        let distance = |at: usize| (self.values[at] - centers[labels[at]]).abs();
        let mut places: Vec<usize> = (0..self.values.len()).collect();
        // The places tell equal distances apart, so that the order has one result.
        let order = |one: &usize, other: &usize| {
            distance(*other).total_cmp(&distance(*one)).then_with(|| one.cmp(other))
        };
        places.select_nth_unstable_by(count - 1, order);
        places.truncate(count);
        places.sort_unstable_by(order);
        if places.first().is_none_or(|&at| distance(at) == 0.0) { Vec::new() } else { places }
    }
}
