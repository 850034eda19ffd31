//! Early stopping: a fit ends when the loss on validation rows no longer falls.
//!
//! Invariant: the model of the epoch with the smallest loss is kept, the first of several (Prechelt, *Early Stopping - But
//! When?*, 1998, with a limit on epochs without progress).

use super::fitted::FittedSgdClassifier;
use super::lesson::Check;
use super::step::SgdClassifier;
use crate::step::Context;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::softmax::log_loss;
use crate::{Error, Result};

/// The best epoch so far.
#[derive(Debug)]
pub(super) struct Best {
    model: FittedSgdClassifier,
    loss: f64,
    /// The number of consecutive epochs that did not lower the loss by the tolerance.
    idle: usize,
}

impl Best {
    /// Adds an epoch. True if the fit ends with it.
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

    /// Returns the model to keep after `epochs` epochs. A fit that ended while the loss was falling is told.
    pub(super) fn keep<const C: usize>(
        best: Option<Best>,
        step: &SgdClassifier<C>,
        last: FittedSgdClassifier,
        epochs: usize,
        context: &Context<'_>,
    ) -> FittedSgdClassifier {
        let Some(Best { model, loss, idle }) = best else { return FittedSgdClassifier { epochs, ..last } };
        let converged = idle >= step.patience;
        if !converged {
            context.note(&format!(
                "not converged after {epochs} epochs: the validation loss has not yet stopped falling for {} epochs in a row; \
                 raise epochs, or lower patience",
                step.patience
            ));
        }
        FittedSgdClassifier { epochs, validation_loss: Some(loss), converged: Some(converged), ..model }
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

/// Divides a sum of losses by the number of validation rows.
pub(super) fn mean(sum: f64, rows: usize) -> Result<f64> {
    if rows > 0 {
        return Ok(sum / rows as f64);
    }
    Err(Error::new("the validation set has no rows; add some, or omit it from `.fit(..)`"))
}
