//! [`Epochs`]: the fit from batches, with a step for each batch and an epoch for each pass.
//!
//! Invariant: memory does not grow with the rows. The validation rows of a batch are therefore evaluated once, after its step,
//! and the loss of an epoch is the mean over all of them.

use ndarray::ArcArray2;

use super::fitted::FittedSgdClassifier;
use super::lesson::Lesson;
use super::step::SgdClassifier;
use super::stopping::{self, Best};
use crate::Result;
use crate::step::{Context, Learning};
use crate::steps::kernels::checks::{no_rows, require_columns, require_finite};
use crate::steps::kernels::epochs::EpochCount;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::weights::require_weight;

/// The state of a fit between two batches.
pub(super) struct Epochs<'s, const C: usize> {
    step: &'s SgdClassifier<C>,
    fitted: Option<FittedSgdClassifier>,
    best: Option<Best>,
    count: EpochCount,
    /// The number of rows of this pass so far.
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
            count: EpochCount::new(step.epochs),
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
        self.count.batch()?;
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

    /// One part after the other: each step starts from the result of the previous one.
    fn update_parts(&mut self, parts: Vec<(ArcArray2<A>, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        let follows = self.count.end_epoch();
        self.rows = 0;
        if let (Some((sum, rows)), Some(fitted)) = (self.checked.take(), &self.fitted)
            && Best::add(&mut self.best, self.step, fitted, stopping::mean(sum, rows)?)
        {
            self.count.stop();
            return Ok(false);
        }
        Ok(follows)
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<FittedSgdClassifier> {
        let fitted = self.fitted.filter(|fitted| fitted.steps > 0).ok_or_else(no_rows)?;
        require_weight(self.weight)?;
        self.count.require_all()?;
        Ok(Best::keep(self.best, self.step, fitted, self.count.seen(), context))
    }
}
