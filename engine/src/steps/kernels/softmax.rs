//! Scores to probabilities of classes, and the logarithmic loss.
//!
//! Invariant: finite scores give finite probabilities, because exponentials are relative to the largest score of the
//! row.

use ndarray::{ArcArray2, Array2, ArrayView1, ArrayView2, ArrayViewMut1, ArrayViewMut2};

use super::affine::Affine;
use super::float::Float;
use crate::sparse::Sparse;
use crate::{Error, Result};

/// Converts the scores of a row to probabilities, and returns `-ln` of the probability of `class`.
pub(crate) fn softmax(mut row: ArrayViewMut1<'_, f64>, class: usize) -> f64 {
    let score = row[class];
    // Relative to the largest score no exponential overflows, and the sum is at least 1.
    let largest = row.fold(f64::NEG_INFINITY, |largest, &score| largest.max(score));
    row.mapv_inplace(|score| (score - largest).exp());
    let sum = row.sum();
    row /= sum;
    sum.ln() + largest - score
}

/// Converts the scores of each row to probabilities.
pub(crate) fn softmax_rows(mut scores: ArrayViewMut2<'_, f64>) {
    for row in scores.rows_mut() {
        softmax(row, 0);
    }
}

/// Returns how often the penalty on the coefficients of that many classes counts.
///
/// For two classes scikit-learn keeps one row, the difference `w` of the two, with the penalty `|w|² / 2`. The two rows of a
/// softmax are then `w / 2` and `-w / 2`, and the sum of their squares is half of that of `w`.
pub(crate) fn penalty_factor(classes: usize) -> f64 {
    if classes == 2 { 2.0 } else { 1.0 }
}

/// Returns the sum over the rows of `-ln` of the probability of the class of the row.
pub(crate) fn log_loss(mut scores: Array2<f64>, classes: &[usize]) -> f64 {
    scores.rows_mut().into_iter().zip(classes).map(|(row, &class)| softmax(row, class)).sum()
}

/// Computes the probabilities of the classes of each row from linear scores.
pub(crate) fn probabilities<A: Float>(scores: &Affine, x: ArrayView2<'_, A>) -> Result<ArcArray2<A>> {
    scores.apply(x, to_probabilities)
}

/// As [`probabilities`], of sparse rows.
pub(crate) fn sparse_probabilities<A: Float>(scores: &Affine, x: &Sparse<A>) -> Result<ArcArray2<A>> {
    scores.apply_sparse(x, to_probabilities)
}

/// Converts a block of scores to probabilities; `first_row` is the number of its first row.
fn to_probabilities(first_row: usize, mut scores: ArrayViewMut2<'_, f64>) -> Result<()> {
    let finite = |row: ArrayView1<'_, f64>| row.iter().all(|score| score.is_finite());
    if let Some(row) = scores.rows().into_iter().position(|row| !finite(row)) {
        return Err(Error::new(format!(
            "row {} (counted from 0) lies so far from the fitted rows that its scores exceed f64; \
                 scale or clip the columns before this step",
            first_row + row
        )));
    }
    softmax_rows(scores.view_mut());
    Ok(())
}
