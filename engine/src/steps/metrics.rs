//! Scores of predictions: plain functions over arrays, for examples, tests and searches.

use ndarray::{ArrayView1, ArrayView2};

use super::kernels::checks::require_finite;
use super::kernels::float::Float;
use super::kernels::label::{Label, classes};
use crate::{Error, Result};

/// The share of rows whose predicted class is the actual one, from 0 to 1 (scikit-learn's `accuracy_score`).
///
/// # Errors
/// The arrays differ in length, or are empty.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::metrics::accuracy;
///
/// let (predicted, actual) = (array![0_usize, 2, 1, 1], array![0_u8, 2, 2, 1]);
/// assert_eq!(accuracy(predicted.view(), actual.view())?, 0.75);
/// # Ok::<(), Error>(())
/// ```
pub fn accuracy<P: Label, L: Label>(predicted: ArrayView1<'_, P>, actual: ArrayView1<'_, L>) -> Result<f64> {
    require_pairs(predicted.len(), actual.len())?;
    let same =
        |(predicted, actual): &(&P, &L)| actual.class().is_some_and(|class| predicted.class() == Some(class));
    let right = predicted.iter().zip(actual).filter(same);
    Ok(right.count() as f64 / actual.len() as f64)
}

/// The mean over rows of `-ln p`, where `p` is the predicted probability of the actual class (scikit-learn's `log_loss`).
///
/// `probabilities` is `[n, c]`, `actual` holds the classes `0..c` (`[n]`). As in scikit-learn, a probability counts as at least the
/// epsilon of its type, so that one wrong certainty does not make the mean infinite.
///
/// # Errors
/// The arrays differ in their number of rows or are empty, a label is not one of the classes, or a probability is NaN or outside
/// 0 to 1.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::metrics::log_loss;
///
/// let loss = log_loss(array![[0.5, 0.5], [0.2, 0.8]].view(), array![0_u8, 1].view())?;
/// assert!((loss + (0.5_f64.ln() + 0.8_f64.ln()) / 2.0).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
pub fn log_loss<A: Float, L: Label>(
    probabilities: ArrayView2<'_, A>,
    actual: ArrayView1<'_, L>,
) -> Result<f64> {
    require_pairs(probabilities.nrows(), actual.len())?;
    require_finite(probabilities, 0)?;
    if let Some(((row, column), value)) =
        probabilities.indexed_iter().find(|(_, value)| **value < A::zero() || **value > A::one())
    {
        return Err(Error::new(format!(
            "a probability must be between 0 and 1, but row {row}, column {column} (counted from 0) is {value}"
        )));
    }
    let classes = classes(actual, probabilities.ncols())?;
    let losses = classes.iter().zip(probabilities.rows()).map(|(&class, row)| {
        -row.get(class).map_or(0.0, |probability| probability.max(A::epsilon()).widen().ln())
    });
    Ok(losses.sum::<f64>() / actual.len() as f64)
}

fn require_pairs(predicted: usize, actual: usize) -> Result<()> {
    if predicted == actual && actual > 0 {
        return Ok(());
    }
    Err(Error::new(format!(
        "a score needs as many predictions as actual values, and at least 1, got {predicted} and {actual}"
    )))
}
