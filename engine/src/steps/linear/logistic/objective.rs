//! [`Objective`]: the objective of multinomial logistic regression, its gradient and its curvature.
//!
//! Invariant: the objective is the same function of coefficients and intercepts as scikit-learn's, divided by `c n`; only the
//! variables differ. For a row `x`, with `z = [(x - mean) t, u]` and the variables `V` (`[classes, d + 1]`), the scores are
//! `z Vᵀ`: the coefficients are `V t`, and centering moves into the intercept, which has no penalty. The scales `t` and `u` make
//! the diagonal of the curvature about 1 at the start, whatever the units of the columns.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::parallel::prelude::*;
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice, Zip};

use super::newton::{Convex, Evaluation};
use crate::step::on_threads_of_run;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::moments::Moments;
use crate::steps::kernels::softmax::{penalty_factor, softmax};
use crate::{Error, Result};

/// The number of values of a block. Both products with it read them, the second time from the cache of the core.
const BLOCK_VALUES: usize = 1 << 15;

/// The number of floating-point operations of a product that justify a thread.
const SHARD_OPERATIONS: usize = 1 << 22;

/// The objective `mean(-ln p[y]) + |W|² / (2 c n)`, for two classes `mean(-ln p[y]) + |W[1] - W[0]|² / (2 c n)`; with weights the
/// mean is weighted, and `n` is their sum.
pub(super) struct Objective {
    shards: Vec<Vec<Block>>,
    rows: f64,
    /// `[classes, d + 1]`
    shape: (usize, usize),
    /// The second derivative of the penalty by column; 0 for the intercept.
    penalty: Array1<f64>,
    mean: Array1<f64>,
    scale: Array1<f64>,
    intercept_scale: f64,
}

struct Block {
    /// `[rows, d + 1]`
    features: Array2<f64>,
    classes: Vec<usize>,
    weights: Vec<f64>,
}

impl Objective {
    /// Creates the objective of rows `x` (`[n, d]`, `n > 0`) with their classes, weights that are not all 0, and scikit-learn's `C`.
    pub(super) fn new<A: Float>(
        x: ArrayView2<'_, A>,
        classes: &[usize],
        weights: Option<&Array1<f64>>,
        count: usize,
        c: f64,
    ) -> Result<Self> {
        let moments = Moments::of_rows(x, weights.map(|weights| weights.view()), 0)?;
        let rows = moments.weight();
        let strength = penalty_factor(count) / (c * rows);
        if !strength.is_normal() {
            return Err(Error::new(format!(
                "`c` is {c:e}, and the weights of the rows add up to {rows:e}: the penalty relative to the rows is beyond the range \
                 of f64; bring `c` closer to 1"
            )));
        }
        // The mean of p (1 - p) where all classes are equally likely, which is where a solver starts.
        let chance = 1.0 / count as f64;
        let weight = chance * (1.0 - chance);
        let scale = moments.variance().mapv(|variance| (weight * variance + strength).sqrt().recip());
        let mut penalty = scale.mapv(|scale| strength * scale * scale);
        penalty.append(Axis(0), ArrayView1::from(&[0.0]))?;
        let mut this = Self {
            shards: Vec::new(),
            rows,
            shape: (count, x.ncols() + 1),
            penalty,
            mean: moments.mean().to_owned(),
            scale,
            intercept_scale: weight.sqrt().recip(),
        };
        let block_rows = (BLOCK_VALUES / this.shape.1).max(64);
        let shard = (SHARD_OPERATIONS / (2 * Convex::len(&this) * block_rows)).max(1) * block_rows;
        let shards: Vec<Range<usize>> = split(0..x.nrows(), shard).collect();
        this.shards = each(&shards, |shard| {
            let block = |range: Range<usize>| Block {
                features: this.features(x.slice_axis(Axis(0), Slice::from(range.clone()))),
                classes: classes.get(range.clone()).unwrap_or_default().to_vec(),
                weights: match weights {
                    Some(weights) => weights.slice_axis(Axis(0), Slice::from(range)).to_vec(),
                    None => vec![1.0; range.len()],
                },
            };
            split(shard.clone(), block_rows).map(block).collect()
        });
        Ok(this)
    }

    /// Computes `z` for each row.
    fn features<A: Float>(&self, rows: ArrayView2<'_, A>) -> Array2<f64> {
        let mut features = Array2::from_elem((rows.nrows(), self.shape.1), self.intercept_scale);
        for (mut to, from) in features.rows_mut().into_iter().zip(rows.rows()) {
            let to = to.slice_axis_mut(Axis(0), Slice::from(..self.mean.len()));
            Zip::from(to).and(from).and(&self.mean).and(&self.scale).for_each(|to, from, mean, scale| {
                *to = (from.widen() - mean) * scale;
            });
        }
        features
    }

    fn matrix<'a>(&self, variables: &'a Array1<f64>) -> Result<ArrayView2<'a, f64>> {
        Ok(variables.view().into_shape_with_order(self.shape)?)
    }

    /// `sum / n`, plus the derivative of the penalty.
    fn with_penalty(&self, mut sum: Array2<f64>, matrix: ArrayView2<'_, f64>) -> Result<Array1<f64>> {
        sum /= self.rows;
        Zip::from(sum.rows_mut()).and(matrix.rows()).for_each(|mut sum, row| {
            Zip::from(&mut sum).and(row).and(&self.penalty).for_each(|sum, value, cost| *sum += value * cost);
        });
        Ok(sum.into_shape_with_order(self.len())?)
    }

    /// Converts variables to coefficients (`[classes, d]`) and the map to scores. The intercepts of the original columns have the
    /// sum 0, because a common constant changes no probability.
    pub(super) fn coefficients(&self, variables: &Array1<f64>) -> Result<(Array2<f64>, Affine)> {
        let (coefficients, intercepts) = self.matrix(variables)?.split_at(Axis(1), self.mean.len());
        let coefficients = &coefficients * &self.scale;
        let mut bias = &intercepts.column(0) * self.intercept_scale;
        let intercepts = &bias - &coefficients.dot(&self.mean);
        bias -= intercepts.sum() / intercepts.len() as f64;
        let weights = coefficients.t().as_standard_layout().into_owned();
        Ok((coefficients, Affine { center: Some(self.mean.clone()), weights, bias }))
    }
}

impl Convex for Objective {
    /// The probabilities of each block, `[rows, classes]`.
    type Detail = Vec<Vec<Array2<f64>>>;

    fn len(&self) -> usize {
        self.shape.0 * self.shape.1
    }

    fn evaluate(&self, variables: &Array1<f64>) -> Result<Evaluation<Self::Detail>> {
        let matrix = self.matrix(variables)?;
        let parts = each(&self.shards, |shard| {
            let (mut loss, mut sum) = (0.0, Array2::zeros(self.shape));
            let block = |block: &Block| {
                let mut probabilities = block.features.dot(&matrix.t());
                for ((row, &class), weight) in
                    probabilities.rows_mut().into_iter().zip(&block.classes).zip(&block.weights)
                {
                    loss += weight * softmax(row, class);
                }
                let mut residuals = probabilities.clone();
                for ((mut row, &class), &weight) in
                    residuals.rows_mut().into_iter().zip(&block.classes).zip(&block.weights)
                {
                    row[class] -= 1.0;
                    row *= weight;
                }
                general_mat_mul(1.0, &residuals.t(), &block.features, 1.0, &mut sum);
                probabilities
            };
            let probabilities: Vec<_> = shard.iter().map(block).collect();
            (probabilities, loss, sum)
        });
        let mut loss = 0.0;
        let mut sum = Array2::zeros(self.shape);
        let mut probabilities = Vec::with_capacity(parts.len());
        for (part, part_loss, part_sum) in parts {
            probabilities.push(part);
            loss += part_loss;
            sum += &part_sum;
        }
        let squares = matrix.mapv(|variable| variable * variable).sum_axis(Axis(0));
        Ok(Evaluation {
            variables: variables.clone(),
            value: loss / self.rows + 0.5 * squares.dot(&self.penalty),
            gradient: self.with_penalty(sum, matrix)?,
            detail: probabilities,
        })
    }

    fn curvature(&self, at: &Evaluation<Self::Detail>, direction: &Array1<f64>) -> Result<Array1<f64>> {
        let direction = self.matrix(direction)?;
        let shards: Vec<_> = self.shards.iter().zip(&at.detail).collect();
        let parts = each(&shards, |(shard, probabilities)| {
            let mut sum = Array2::zeros(self.shape);
            for (block, probabilities) in shard.iter().zip(probabilities.iter()) {
                let mut change = block.features.dot(&direction.t());
                for ((mut change, probabilities), weight) in
                    change.rows_mut().into_iter().zip(probabilities.rows()).zip(&block.weights)
                {
                    let mean = change.dot(&probabilities);
                    Zip::from(&mut change).and(probabilities).for_each(|change, probability| {
                        *change = weight * probability * (*change - mean);
                    });
                }
                general_mat_mul(1.0, &change.t(), &block.features, 1.0, &mut sum);
            }
            sum
        });
        let sum = parts.iter().fold(Array2::zeros(self.shape), |sum, part| sum + part);
        self.with_penalty(sum, direction)
    }
}

/// Cuts a range into parts of `size`; the last one may be shorter.
fn split(range: Range<usize>, size: usize) -> impl Iterator<Item = Range<usize>> {
    range.clone().step_by(size).map(move |start| start..range.end.min(start + size))
}

/// Computes the results of all items in their order, in parallel if there are several.
fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    match items {
        [single] => vec![work(single)],
        _ => on_threads_of_run(|| items.par_iter().map(work).collect()),
    }
}
