//! [`InEpochs`]: the fit of a step in several epochs.
//!
//! Invariant: a fit on rows and a fit from batches run the same code; they differ only in who cuts the batches.

use crate::batches::{Table, permutation};
use crate::step::{Context, Fit, Learning, Step};
use crate::steps::kernels::checks::no_rows;
use crate::steps::kernels::epochs::EpochCount;
use crate::{Error, Phase, Result};

/// Fits a step on the first batch, unless there is a fitted step to start from, and updates it with each further batch.
pub(super) struct InEpochs<'s, S: Step> {
    step: &'s S,
    fitted: Option<S::Fitted>,
    epochs: usize,
    count: EpochCount,
}

impl<'s, S: Step> InEpochs<'s, S> {
    /// The state before the first of `epochs` epochs.
    pub(super) fn new(step: &'s S, start: Option<S::Fitted>, epochs: usize) -> Self {
        Self { step, fitted: start, epochs, count: EpochCount::new(epochs) }
    }

    /// Fits in all epochs on batches of `batch_size` rows; with `shuffle`, in a new order in each epoch.
    pub(super) fn learn<X, Y>(
        mut self,
        rows: &(X, Y),
        batch_size: usize,
        shuffle: bool,
        context: &Context<'_>,
    ) -> Result<S::Fitted>
    where
        X: Table,
        Y: Table,
        S: Fit<X, Y>,
    {
        if batch_size == 0 {
            return Err(Error::new("`batch_size` must be at least 1, got 0"));
        }
        let count = rows.row_count()?;
        let mut random = context.rng();
        let mut order: Vec<usize> = (0..count).collect();
        for epoch in 0..self.epochs {
            if shuffle {
                order = permutation(count, &mut random);
            }
            for (at, batch) in order.chunks(batch_size).enumerate() {
                context.run().proceed()?;
                let (x, y) = rows.pick(batch);
                let updated = self.update(x, y, context);
                updated.map_err(|error| error.at(&format!("epoch{epoch}.batch{at}"), Phase::Fit))?;
            }
            Learning::<X, Y, _>::end_pass(&mut self, context)?;
        }
        Learning::<X, Y, _>::finish(Box::new(self), context)
    }
}

impl<X: Table, Y, S: Fit<X, Y>> Learning<X, Y, S::Fitted> for InEpochs<'_, S> {
    fn passes(&self) -> usize {
        self.epochs
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.count.batch()?;
        match &mut self.fitted {
            // An empty batch, for example after a filter, cannot start a fit.
            None if x.row_count()? == 0 => Ok(()),
            None => {
                self.fitted = Some(self.step.fit(x, y, context)?);
                Ok(())
            }
            Some(fitted) => self.step.update_fitted(fitted, x, y, context),
        }
    }

    /// One part after the other: each update starts from the result of the previous one.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        Ok(self.count.end_epoch())
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<S::Fitted> {
        self.count.require_all()?;
        self.fitted.ok_or_else(no_rows)
    }
}
