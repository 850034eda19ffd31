//! [`EpochCount`]: how many of a fit's epochs have ended.
//!
//! Invariant: no more epochs end than the fit has, and a batch after the last one is an error.

use crate::{Error, Result};

/// Counts the epochs of a fit from batches, each a pass over the rows.
pub(crate) struct EpochCount {
    epochs: usize,
    ended: usize,
    /// Whether the next epoch has had a batch.
    has_begun: bool,
}

impl EpochCount {
    /// Before the first of `epochs` epochs.
    pub(crate) fn new(epochs: usize) -> Self {
        Self { epochs, ended: 0, has_begun: false }
    }

    /// Counts a batch.
    ///
    /// # Errors
    /// All epochs have ended.
    pub(crate) fn batch(&mut self) -> Result<()> {
        if self.ended == self.epochs {
            return Err(Error::new(format!("all {} epochs have ended, but a batch follows", self.ended)));
        }
        self.has_begun = true;
        Ok(())
    }

    /// Ends an epoch. True if another one follows.
    pub(crate) fn end_epoch(&mut self) -> bool {
        self.ended = self.epochs.min(self.ended + 1);
        self.has_begun = false;
        self.ended < self.epochs
    }

    /// Ends the fit early: no epoch follows those that have ended.
    pub(crate) fn stop(&mut self) {
        self.epochs = self.ended;
    }

    /// The number of passes over the rows, including one that has not ended yet.
    pub(crate) fn seen(&self) -> usize {
        self.ended + usize::from(self.has_begun)
    }

    /// Fails unless every epoch has had a pass over the rows.
    pub(crate) fn require_all(&self) -> Result<()> {
        if self.seen() >= self.epochs {
            return Ok(());
        }
        Err(Error::new(format!(
            "{} epochs were asked for, but the rows were read {} times; use a source of batches that can be read again, or \
             ask for fewer epochs",
            self.epochs,
            self.seen()
        )))
    }
}
