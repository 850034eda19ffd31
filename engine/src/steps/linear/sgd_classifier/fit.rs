//! `Fit` of the classifier: on all rows in epochs, from batches, and by one more step.
//!
//! Invariant: an update that fails leaves the fitted step unchanged.

use ndarray::{ArcArray2, Axis};

use super::epochs::Epochs;
use super::fitted::FittedSgdClassifier;
use super::lesson::Lesson;
use super::step::SgdClassifier;
use super::stopping::{self, Best};
use crate::Result;
use crate::batches::permutation;
use crate::step::{Context, Fit, RunningFit};
use crate::steps::kernels::checks::{require_columns, require_finite, require_rows};
use crate::steps::kernels::float::Float;
use crate::steps::kernels::weights::require_weight;

impl<A: Float, Y: Lesson<A>, const C: usize> Fit<ArcArray2<A>, Y> for SgdClassifier<C> {
    fn fit(&self, x: ArcArray2<A>, y: Y, context: &Context<'_>) -> Result<FittedSgdClassifier> {
        self.require_sound()?;
        require_rows(x.nrows())?;
        require_finite(x.view(), 0)?;
        let lesson = y.__read(x.dim(), 0, C)?;
        if let Some(weights) = &lesson.weights {
            require_weight(weights.sum())?;
        }
        let (mut fitted, mut best) = (FittedSgdClassifier::zero(x.ncols(), C), None);
        let mut random = context.rng();
        let mut ended = 0;
        while ended < self.epochs {
            for rows in permutation(x.nrows(), &mut random).chunks(self.batch_size) {
                context.run().proceed()?;
                let classes: Vec<usize> =
                    rows.iter().filter_map(|&row| lesson.classes.get(row).copied()).collect();
                let weights = lesson.weights.as_ref().map(|weights| weights.select(Axis(0), rows));
                self.step(&mut fitted, x.select(Axis(0), rows).view(), &classes, weights.as_ref())?;
            }
            ended += 1;
            if let Some(check) = &lesson.check {
                let loss = stopping::mean(stopping::loss(&fitted, check)?, check.classes.len())?;
                if Best::add(&mut best, self, &fitted, loss) {
                    break;
                }
            }
        }
        Ok(Best::keep(best, self, fitted, ended, context))
    }

    fn learning<'s>(&'s self, _: &Context<'_>) -> Result<Option<RunningFit<'s, Self, ArcArray2<A>, Y>>> {
        self.require_sound()?;
        Ok(Some(Box::new(Epochs::start(self))))
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArcArray2<A>,
        y: Y,
        _: &Context<'_>,
    ) -> Result<()> {
        self.require_sound()?;
        require_columns(fitted.scores.weights.nrows(), x.ncols())?;
        require_finite(x.view(), 0)?;
        let lesson = y.__read(x.dim(), 0, C)?;
        let mut next = fitted.clone();
        self.step(&mut next, x.view(), &lesson.classes, lesson.weights.as_ref())?;
        next.validation_loss = match &lesson.check {
            Some(check) => Some(stopping::mean(stopping::loss(&next, check)?, check.classes.len())?),
            None => None,
        };
        next.converged = None;
        *fitted = next;
        Ok(())
    }
}
