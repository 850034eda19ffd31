//! Early stopping: learning ends when the loss on rows that it does not learn from no longer falls.
//!
//! Invariant: what is kept is the model of the epoch with the smallest loss, the first of several (Prechelt, *Early Stopping
//! - But When?*, 1998, with a limit on epochs without progress).

use super::lesson::Check;
use super::step::{FittedSgdClassifier, SgdClassifier};
use crate::steps::Float;
use crate::steps::softmax::log_loss;
use crate::{Error, Result};

/// The best epoch so far.
#[derive(Debug)]
pub(super) struct Best {
    model: FittedSgdClassifier,
    loss: f64,
    /// Epochs that did not lower the loss by the tolerance, one after the other.
    idle: usize,
}

impl Best {
    /// Adds an epoch; whether learning ends with it.
    pub(super) fn add<const C: usize>(
        best: &mut Option<Best>,
        step: &SgdClassifier<C>,
        model: &FittedSgdClassifier,
        loss: f64,
    ) -> bool {
        let Some(best) = best else {
            *best = Some(Best { model: model.clone(), loss, idle: 0 });
            return false;
        };
        best.idle = if loss > best.loss - step.tolerance { best.idle + 1 } else { 0 };
        if loss < best.loss {
            (best.model, best.loss) = (model.clone(), loss);
        }
        best.idle >= step.patience
    }

    /// The model that is kept, after so many epochs.
    pub(super) fn keep(best: Option<Best>, last: FittedSgdClassifier, epochs: usize) -> FittedSgdClassifier {
        let model = match best {
            Some(Best { model, loss, .. }) => FittedSgdClassifier { validation_loss: Some(loss), ..model },
            None => last,
        };
        FittedSgdClassifier { epochs, ..model }
    }
}

/// The sum of `-ln p[y]` over validation rows.
pub(super) fn loss<A: Float>(model: &FittedSgdClassifier, check: &Check<A>) -> Result<f64> {
    let mut buffer = ndarray::Array2::zeros((0, 0));
    let scores = A::widen_rows(check.x.view(), &mut buffer).dot(&model.scores.weights) + &model.scores.bias;
    let loss = log_loss(scores, &check.classes);
    if loss.is_finite() {
        return Ok(loss);
    }
    Err(Error::new(
        "the loss on the validation rows is not finite; scale the columns before this step, or lower eta0",
    ))
}

/// The mean of a sum over so many validation rows.
pub(super) fn mean(sum: f64, rows: usize) -> Result<f64> {
    if rows > 0 {
        return Ok(sum / rows as f64);
    }
    Err(Error::new("the validation set has no rows; give it some, or leave it out of `.fit(..)`"))
}
