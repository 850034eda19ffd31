//! [`InEpochs`]: a step between its first batch and its last, of several epochs.
//!
//! Invariant: learning from rows and learning from batches are the same code; only who cuts the batches differs.

use crate::batches::{Table, permutation};
use crate::step::{Context, Fit, Learning, Step};
use crate::{Error, Phase, Result};

/// A step that learns from the first batch, unless it starts from what it has learnt before, and goes on from each other.
pub(super) struct InEpochs<'s, S: Step> {
    step: &'s S,
    fitted: Option<S::Fitted>,
    epochs: usize,
    ended: usize,
    open: bool,
}

impl<'s, S: Step> InEpochs<'s, S> {
    /// Before the first of so many epochs.
    pub(super) fn new(step: &'s S, start: Option<S::Fitted>, epochs: usize) -> Self {
        Self { step, fitted: start, epochs, ended: 0, open: false }
    }

    /// Learns from batches of so many rows, in all epochs; with `shuffle` in another order in each.
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
                let learnt = self.update(x, y, context);
                learnt.map_err(|error| error.at(&format!("epoch{epoch}.batch{at}"), Phase::Fit))?;
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
        if self.ended == self.epochs {
            return Err(Error::new(format!("all {} epochs have ended, but a batch follows", self.epochs)));
        }
        self.open = true;
        match &mut self.fitted {
            // There is nothing to start from in a batch that a filter has left empty.
            None if x.row_count()? == 0 => Ok(()),
            None => {
                self.fitted = Some(self.step.fit(x, y, context)?);
                Ok(())
            }
            Some(fitted) => self.step.update_fitted(fitted, x, y, context),
        }
    }

    /// One after the other: each batch is learnt from where the one before it led.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        self.ended = self.epochs.min(self.ended + 1);
        self.open = false;
        Ok(self.ended < self.epochs)
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<S::Fitted> {
        let ended = self.ended + usize::from(self.open);
        if ended < self.epochs {
            return Err(Error::new(format!(
                "{} epochs were asked for, and the rows were given {ended} times; give the batches from a source that \
                 can be read again, or ask for fewer epochs",
                self.epochs
            )));
        }
        self.fitted.ok_or_else(|| {
            Error::new(
                "learning needs at least 1 row, got 0; check the filter or the file that the rows come from",
            )
        })
    }
}
