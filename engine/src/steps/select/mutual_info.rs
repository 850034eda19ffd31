//! [`MutualInfoClassif`] and [`MutualInfoRegression`]: the mutual information of a column and the target, from distances of neighbors.
//!
//! Invariant: the noise depends on the run's seed and the node's path alone, so a score has the same bits on any number of threads.

use ndarray::{ArcArray1, Array2, ArrayView2, Zip};
use rand_core::Rng;

use super::score::{Score, by_column, classes_of, numbers_of};
use crate::space::{Hyperparameters, gaussian};
use crate::step::Context;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::Label;
use crate::steps::kernels::moments::is_constant;
use crate::{Error, Result};

/// The noise that tells equal values apart, relative to the mean size of a column whose deviation is 1 (Kraskov and others 2004).
const NOISE: f64 = 1e-10;

/// The mutual information of a column of numbers and a class, in nats (scikit-learn's `mutual_info_classif(discrete_features=False)`; Ross 2014,
/// *Mutual information between discrete and continuous data sets*). It finds dependence of any form.
///
/// Equal values are told apart by noise of 1e-10, drawn from the run's seed; scikit-learn draws it from `random_state`. A class with one row does
/// not count.
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct MutualInfoClassif {
    /// The number of neighbors: at least 1. More are less precise, and vary less. Default: 3.
    pub n_neighbors: usize,
}

/// The mutual information of a column of numbers and a number, in nats (scikit-learn's `mutual_info_regression(discrete_features=False)`;
/// Kraskov, Stögbauer and Grassberger 2004, *Estimating mutual information*). It finds dependence of any form.
///
/// As [`MutualInfoClassif`] in its noise.
#[derive(Debug, Clone, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub struct MutualInfoRegression {
    /// The number of neighbors: at least 1. More are less precise, and vary less. Default: 3.
    pub n_neighbors: usize,
}

impl Default for MutualInfoClassif {
    fn default() -> Self {
        Self { n_neighbors: 3 }
    }
}

impl Default for MutualInfoRegression {
    fn default() -> Self {
        Self { n_neighbors: 3 }
    }
}

/// Divides each column by its deviation, and adds noise.
fn noisy(x: ArrayView2<'_, f64>, random: &mut impl Rng) -> Array2<f64> {
    let mut x = x.to_owned();
    let rows = x.nrows() as f64;
    for mut column in x.columns_mut() {
        let mean = column.sum() / rows;
        let variance = column.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / rows;
        if !is_constant(variance, mean, rows as u64) {
            column /= variance.sqrt();
        }
        let size = (column.iter().map(|value| value.abs()).sum::<f64>() / rows).max(1.0);
        // Between 0 and 1, without its ends.
        let mut uniform = || ((random.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        column.mapv_inplace(|value| value + NOISE * size * gaussian::quantile(uniform()));
    }
    x
}

/// The digamma function of the whole numbers from 1 on: `-γ + 1 + 1/2 + .. + 1/(n - 1)`.
struct Digamma(Vec<f64>);

impl Digamma {
    fn up_to(most: usize) -> Self {
        const EULER: f64 = 0.577_215_664_901_532_9;
        let next = |sum: &mut f64, at: usize| {
            *sum += if at == 1 { -EULER } else { 1.0 / (at - 1) as f64 };
            Some(*sum)
        };
        Self((1..=most.max(1)).scan(0.0, next).collect())
    }

    fn at(&self, number: usize) -> f64 {
        self.0.get(number.wrapping_sub(1)).copied().unwrap_or(0.0)
    }
}

/// The number of sorted values that are not further from `value` than `radius`.
fn within(sorted: &[f64], value: f64, radius: f64) -> usize {
    let start = sorted.partition_point(|other| value - other > radius);
    let end = sorted.partition_point(|other| other - value <= radius);
    end.saturating_sub(start)
}

/// The distance to the `neighbors`-th nearest of the other sorted values of the one at `at`.
fn nearest(sorted: &[f64], at: usize, neighbors: usize) -> f64 {
    let (mut left, mut right, mut distance) = (at, at, 0.0);
    for _ in 0..neighbors {
        let below = left.checked_sub(1).map(|at_left| sorted[at] - sorted[at_left]);
        let above = sorted.get(right + 1).map(|other| other - sorted[at]);
        match (below, above) {
            (Some(below), Some(above)) if below <= above => (left, distance) = (left - 1, below),
            (_, Some(above)) => (right, distance) = (right + 1, above),
            (Some(below), None) => (left, distance) = (left - 1, below),
            (None, None) => {}
        }
    }
    distance
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The mutual information of a number and a class.
fn of_class(x: &[f64], classes: &[usize], count: usize, neighbors: usize, digamma: &Digamma) -> f64 {
    let by_class: Vec<Vec<f64>> = (0..count)
        .map(|class| sorted(x.iter().zip(classes).filter(|(_, own)| **own == class).map(|(value, _)| *value)))
        .filter(|values| values.len() > 1)
        .collect();
    let all = sorted(by_class.iter().flatten().copied());
    let (mut sum_neighbors, mut sum_sizes, mut sum_within) = (0.0, 0.0, 0.0);
    for values in &by_class {
        let neighbors = neighbors.min(values.len() - 1);
        for (at, &value) in values.iter().enumerate() {
            let radius = nearest(values, at, neighbors).next_down().max(0.0);
            sum_neighbors += digamma.at(neighbors);
            sum_sizes += digamma.at(values.len());
            sum_within += digamma.at(within(&all, value, radius));
        }
    }
    if all.is_empty() {
        return 0.0;
    }
    let rows = all.len() as f64;
    (digamma.at(all.len()) + sum_neighbors / rows - sum_sizes / rows - sum_within / rows).max(0.0)
}

/// The mutual information of two numbers.
fn of_number(x: &[f64], y: &[f64], neighbors: usize, digamma: &Digamma) -> f64 {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    points.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let xs: Vec<f64> = points.iter().map(|point| point.0).collect();
    let ys = sorted(y.iter().copied());
    let mut found: Vec<f64> = Vec::with_capacity(neighbors + 1);
    let mut sum = 0.0;
    for (at, &(x, y)) in points.iter().enumerate() {
        // The points to both sides, until even their distance along x is larger than that of the neighbors so far.
        found.clear();
        let (mut left, mut right) = (at, at + 1);
        loop {
            let below = left.checked_sub(1).and_then(|at| points.get(at)).map(|other| x - other.0);
            let above = points.get(right).map(|other| other.0 - x);
            let (distance, other) = match (below, above) {
                (Some(below), above) if above.is_none_or(|above| below <= above) => {
                    left -= 1;
                    (below, points[left])
                }
                (_, Some(above)) => {
                    right += 1;
                    (above, points[right - 1])
                }
                _ => break,
            };
            if found.len() == neighbors && found.last().is_some_and(|last| distance >= *last) {
                break;
            }
            let distance = distance.max((other.1 - y).abs());
            if found.len() < neighbors || found.last().is_some_and(|last| distance < *last) {
                found.insert(found.partition_point(|one| *one <= distance), distance);
                found.truncate(neighbors);
            }
        }
        let radius = found.last().copied().unwrap_or(0.0).next_down().max(0.0);
        sum += digamma.at(within(&xs, x, radius)) + digamma.at(within(&ys, y, radius));
    }
    (digamma.at(points.len()) + digamma.at(neighbors) - sum / points.len() as f64).max(0.0)
}

fn require_neighbors(neighbors: usize, rows: usize) -> Result<()> {
    if neighbors == 0 {
        return Err(Error::new("`n_neighbors` must be at least 1, got 0"));
    }
    if neighbors < rows {
        return Ok(());
    }
    Err(Error::new(format!(
        "{neighbors} neighbors need at least {} rows, got {rows}; use fewer `n_neighbors`",
        neighbors + 1
    )))
}

/// Fails for a column whose distances are not finite.
fn require_finite_columns(x: &Array2<f64>) -> Result<()> {
    match x.columns().into_iter().position(|column| Zip::from(column).any(|value| !value.is_finite())) {
        None => Ok(()),
        Some(column) => Err(crate::steps::kernels::checks::too_far_apart(column, "variance")),
    }
}

impl<L: Label> Score<ArcArray1<L>> for MutualInfoClassif {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<L>, context: &Context<'_>) -> Result<Vec<f64>> {
        require_neighbors(self.n_neighbors, usize::MAX)?;
        let (classes, count) = classes_of(x.nrows(), y)?;
        let x = noisy(x, &mut context.rng());
        require_finite_columns(&x)?;
        let digamma = Digamma::up_to(x.nrows().max(self.n_neighbors));
        by_column(x.view(), context, |_, column| {
            context.run().proceed()?;
            Ok(of_class(&column.to_vec(), &classes, count, self.n_neighbors, &digamma))
        })
    }
}

impl<B: Float> Score<ArcArray1<B>> for MutualInfoRegression {
    fn scores(&self, x: ArrayView2<'_, f64>, y: &ArcArray1<B>, context: &Context<'_>) -> Result<Vec<f64>> {
        require_neighbors(self.n_neighbors, x.nrows())?;
        let y = Array2::from_shape_vec((x.nrows(), 1), numbers_of(x.nrows(), y)?)?;
        let mut random = context.rng();
        let (x, y) = (noisy(x, &mut random), noisy(y.view(), &mut random));
        require_finite_columns(&x)?;
        if y.iter().any(|value| !value.is_finite()) {
            return Err(Error::new(
                "the targets lie so far apart that their variance exceeds f64 (1.8e308); rescale them before this step",
            ));
        }
        let (y, digamma) = (y.into_raw_vec_and_offset().0, Digamma::up_to(x.nrows().max(self.n_neighbors)));
        by_column(x.view(), context, |_, column| {
            context.run().proceed()?;
            Ok(of_number(&column.to_vec(), &y, self.n_neighbors, &digamma))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// By the definition: all distances, sorted.
        #[test]
        fn neighbors_are_those_of_all_distances(points in prop::collection::vec((0.0_f64..9.0, 0.0_f64..9.0), 5..40), neighbors in 1..4_usize) {
            let (xs, ys): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
            let digamma = Digamma::up_to(50);
            let mut sum = 0.0;
            for (at, (x, y)) in points.iter().enumerate() {
                let others = points.iter().enumerate().filter(|(other, _)| *other != at);
                let distances = sorted(others.map(|(_, (a, b))| (a - x).abs().max((b - y).abs())));
                let radius = distances[neighbors - 1].next_down();
                let count = |values: &[f64], value: f64| values.iter().filter(|other| (*other - value).abs() <= radius).count();
                sum += digamma.at(count(&xs, *x)) + digamma.at(count(&ys, *y));
            }
            let expected = (digamma.at(points.len()) + digamma.at(neighbors) - sum / points.len() as f64).max(0.0);
            prop_assert!((of_number(&xs, &ys, neighbors, &digamma) - expected).abs() < 1e-12);
        }
    }
}
