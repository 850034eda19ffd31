//! [`SparseObjective`]: the objective of rows that store only some of their values.
//!
//! Invariant: the objective is the same function of coefficients and intercepts as that of [`Objective`](super::objective::Objective). The
//! columns are scaled and not centered, because a centered column has no zeros. Both products read the stored values alone, once by rows and
//! once by columns, so each thread writes its own rows or columns, and every sum has a fixed order.

use ndarray::{Array1, Array2, ArrayViewMut1};

use super::newton::{Convex, Evaluation};
use crate::sparse::Sparse;
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::compressed::Compressed;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::softmax::{penalty_factor, softmax};
use crate::steps::kernels::sparse::require_stored_finite;
use crate::{Error, Result};

/// The objective of `C` classes. The variables are `[d + 1, C]`: a row for each column, and one for the intercepts.
pub(super) struct SparseObjective<const C: usize> {
    by_rows: Compressed,
    by_columns: Compressed,
    classes: Vec<usize>,
    weights: Vec<f64>,
    /// The sum of the weights.
    rows: f64,
    /// The second derivative of the penalty by column.
    penalty: Vec<f64>,
    scale: Vec<f64>,
    intercept_scale: f64,
}

impl<const C: usize> SparseObjective<C> {
    /// As [`Objective::new`](super::objective::Objective::new).
    pub(super) fn new<A: Float>(
        x: &Sparse<A>,
        classes: Vec<usize>,
        weights: Option<&Array1<f64>>,
        c: f64,
    ) -> Result<Self> {
        require_stored_finite(x, 0)?;
        if u32::try_from(x.rows()).is_err() {
            return Err(Error::new(format!(
                "at most 4294967295 rows can be fitted at once, got {}",
                x.rows()
            )));
        }
        let weights = weights.map_or_else(|| vec![1.0; x.rows()], |weights| weights.to_vec());
        let rows: f64 = weights.iter().sum();
        let strength = penalty_factor(C) / (c * rows);
        if !strength.is_normal() {
            return Err(Error::new(format!(
                "`c` is {c:e}, and the weights of the rows add up to {rows:e}: the penalty relative to the rows is beyond the range \
                 of f64; bring `c` closer to 1"
            )));
        }
        // As in the dense objective, with squares about 0 in place of the variance.
        let chance = 1.0 / C as f64;
        let curvature = chance * (1.0 - chance);
        let mut squares = vec![0.0; x.columns()];
        for (row, weight) in x.iter().zip(&weights) {
            for (column, value) in row.iter() {
                squares[column] += weight * value.widen() * value.widen();
            }
        }
        let scale: Vec<f64> =
            squares.iter().map(|sum| (curvature * sum / rows + strength).sqrt().recip()).collect();
        let values = x.column_numbers().iter().zip(x.values());
        let values = values.map(|(&column, value)| value.widen() * scale[column as usize]).collect();
        let by_rows = Compressed::new(x.starts(), x.column_numbers().to_vec(), values);
        Ok(Self {
            by_columns: by_rows.transposed(x.columns()),
            by_rows,
            classes,
            weights,
            rows,
            penalty: scale.iter().map(|scale| strength * scale * scale).collect(),
            scale,
            intercept_scale: curvature.sqrt().recip(),
        })
    }

    /// The rows of variables, and the last one.
    fn split<'a>(&self, variables: &'a Array1<f64>) -> (&'a [[f64; C]], [f64; C]) {
        let (rows, _) = variables.as_slice().unwrap_or_default().as_chunks::<C>();
        match rows.split_last() {
            Some((intercepts, rows)) => (rows, intercepts.map(|intercept| intercept * self.intercept_scale)),
            None => (&[], [0.0; C]),
        }
    }

    /// Computes `z Vᵀ` of each row and converts it by `finish`, which receives the number of the row. Returns the sum of what that returns.
    fn forward(
        &self,
        variables: &Array1<f64>,
        finish: impl Fn(usize, &mut [f64; C]) -> f64 + Sync,
    ) -> (Vec<[f64; C]>, f64) {
        let (matrix, intercepts) = self.split(variables);
        let mut out = vec![[0.0; C]; self.weights.len()];
        let sums = self.by_rows.each_block(&mut out, |rows, out| {
            let mut sum = 0.0;
            for (row, out) in rows.zip(out) {
                *out = intercepts;
                self.by_rows.add_line(row, matrix, out);
                sum += finish(row, out);
            }
            sum
        });
        (out, sums.iter().sum())
    }

    /// Computes `residualsᵀ z / n`, plus the derivative of the penalty at `variables`.
    fn backward(&self, residuals: &[[f64; C]], variables: &Array1<f64>) -> Array1<f64> {
        let (matrix, _) = self.split(variables);
        let mut out = vec![[0.0; C]; matrix.len() + 1];
        if let Some((intercepts, out)) = out.split_last_mut() {
            self.by_columns.each_block(out, |columns, out| {
                for (column, out) in columns.zip(out) {
                    self.by_columns.add_line(column, residuals, out);
                    let penalty = self.penalty[column];
                    for (out, variable) in out.iter_mut().zip(&matrix[column]) {
                        *out = *out / self.rows + penalty * variable;
                    }
                }
            });
            for residual in residuals {
                intercepts.iter_mut().zip(residual).for_each(|(sum, residual)| *sum += residual);
            }
            intercepts.iter_mut().for_each(|sum| *sum *= self.intercept_scale / self.rows);
        }
        Array1::from_vec(out.into_flattened())
    }

    /// Converts variables to coefficients (`[C, d]`) and the map to scores, with intercepts of the sum 0.
    pub(super) fn coefficients(&self, variables: &Array1<f64>) -> (Array2<f64>, Affine) {
        let (matrix, intercepts) = self.split(variables);
        let weights = Array2::from_shape_fn((matrix.len(), C), |(column, class)| {
            matrix[column][class] * self.scale[column]
        });
        let mean = intercepts.iter().sum::<f64>() / C as f64;
        let bias = intercepts.iter().map(|intercept| intercept - mean).collect();
        (weights.t().as_standard_layout().into_owned(), Affine { center: None, weights, bias })
    }
}

impl<const C: usize> Convex for SparseObjective<C> {
    /// The probabilities of each row.
    type Detail = Vec<[f64; C]>;

    fn len(&self) -> usize {
        C * (self.penalty.len() + 1)
    }

    fn evaluate(&self, variables: &Array1<f64>) -> Result<Evaluation<Self::Detail>> {
        let (probabilities, loss) = self.forward(variables, |row, scores| {
            self.weights[row] * softmax(ArrayViewMut1::from(scores.as_mut_slice()), self.classes[row])
        });
        let residual = |(row, probabilities): (usize, &[f64; C])| {
            let mut residual = *probabilities;
            residual[self.classes[row]] -= 1.0;
            residual.map(|residual| residual * self.weights[row])
        };
        let residuals: Vec<[f64; C]> = probabilities.iter().enumerate().map(residual).collect();
        let (matrix, _) = self.split(variables);
        let squares = matrix
            .iter()
            .zip(&self.penalty)
            .map(|(row, penalty)| penalty * row.iter().map(|variable| variable * variable).sum::<f64>());
        Ok(Evaluation {
            variables: variables.clone(),
            value: loss / self.rows + 0.5 * squares.sum::<f64>(),
            gradient: self.backward(&residuals, variables),
            detail: probabilities,
        })
    }

    fn curvature(&self, at: &Evaluation<Self::Detail>, direction: &Array1<f64>) -> Result<Array1<f64>> {
        let (changes, _) = self.forward(direction, |row, change| {
            let probabilities = &at.detail[row];
            let mean: f64 =
                change.iter().zip(probabilities).map(|(change, probability)| change * probability).sum();
            for (change, probability) in change.iter_mut().zip(probabilities) {
                *change = self.weights[row] * probability * (*change - mean);
            }
            0.0
        });
        Ok(self.backward(&changes, direction))
    }
}
