//! Learning from batches: a step for each, a pass for each epoch.
//!
//! Invariant: memory does not grow with the rows. So the validation rows of a batch are looked at once, after its step, and
//! the loss of an epoch is the mean over all of them.

use ndarray::ArcArray2;

use super::lesson::Lesson;
use super::step::{FittedSgdClassifier, SgdClassifier};
use super::stopping::{self, Best};
use crate::step::{Context, Learning};
use crate::steps::Float;
use crate::steps::check::{require_columns, require_finite};
use crate::steps::weight::require_weight;
use crate::{Error, Result};

/// A classifier between its batches.
pub(super) struct Epochs<'s, const C: usize> {
    step: &'s SgdClassifier<C>,
    fitted: Option<FittedSgdClassifier>,
    best: Option<Best>,
    ended: usize,
    stopped: bool,
    open: bool,
    /// Rows of this pass so far.
    rows: usize,
    /// The sum of the weights of all rows so far.
    weight: f64,
    /// The loss on the validation rows of this pass so far, and their number; `None` without a validation set.
    checked: Option<(f64, usize)>,
}

impl<'s, const C: usize> Epochs<'s, C> {
    pub(super) fn start(step: &'s SgdClassifier<C>) -> Self {
        Self {
            step,
            fitted: None,
            best: None,
            ended: 0,
            stopped: false,
            open: false,
            rows: 0,
            weight: 0.0,
            checked: None,
        }
    }
}

impl<A: Float, Y: Lesson<A>, const C: usize> Learning<ArcArray2<A>, Y, FittedSgdClassifier>
    for Epochs<'_, C>
{
    fn passes(&self) -> usize {
        self.step.epochs
    }

    fn update(&mut self, x: ArcArray2<A>, y: Y, _: &Context<'_>) -> Result<()> {
        if self.stopped || self.ended == self.step.epochs {
            return Err(Error::new(format!("all {} epochs have ended, but a batch follows", self.ended)));
        }
        self.open = true;
        let fitted = self.fitted.get_or_insert_with(|| FittedSgdClassifier::zero(x.ncols(), C));
        require_columns(fitted.scores.weights.nrows(), x.ncols())?;
        require_finite(x.view(), self.rows)?;
        let lesson = y.__read(x.dim(), self.rows, C)?;
        self.rows += x.nrows();
        self.weight += lesson.weights.as_ref().map_or(x.nrows() as f64, |weights| weights.sum());
        self.step.step(fitted, x.view(), &lesson.classes, lesson.weights.as_ref())?;
        if let Some(check) = &lesson.check {
            let (sum, rows) = self.checked.get_or_insert((0.0, 0));
            *sum += stopping::loss(fitted, check)?;
            *rows += check.classes.len();
        }
        Ok(())
    }

    /// One after the other: each step starts from where the one before it ended.
    fn update_parts(&mut self, parts: Vec<(ArcArray2<A>, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        self.ended = self.step.epochs.min(self.ended + 1);
        (self.open, self.rows) = (false, 0);
        if let (Some((sum, rows)), Some(fitted)) = (self.checked.take(), &self.fitted) {
            self.stopped = Best::add(&mut self.best, self.step, fitted, stopping::mean(sum, rows)?);
        }
        Ok(!self.stopped && self.ended < self.step.epochs)
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<FittedSgdClassifier> {
        let (ended, epochs) = (self.ended + usize::from(self.open), self.step.epochs);
        let fitted = self.fitted.filter(|fitted| fitted.steps > 0);
        let fitted = fitted.ok_or_else(|| {
            Error::new(
                "learning needs at least 1 row, got 0; check the filter or the file that the rows come from",
            )
        })?;
        require_weight(self.weight)?;
        if ended < epochs && !self.stopped {
            return Err(Error::new(format!(
                "{epochs} epochs were asked for, and the rows were given {ended} times; give the batches from a source \
                 that can be read again, or ask for fewer epochs"
            )));
        }
        Ok(Best::keep(self.best, fitted, ended))
    }
}
