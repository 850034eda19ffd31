//! [`Learning`]: a fit in progress, as an object without the step's state in its type.
//!
//! Invariant: its type names the fitted step and not the state, so that the engine runs fits of any step alike.

use super::Context;
use crate::{Error, Result};

/// A fit in progress, batch by batch: from values `X` against targets `Y` to the fitted step `F`.
///
/// Passes follow each other until [`end_pass`](Self::end_pass) returns `false`; then comes [`finish`](Self::finish).
/// After an error it must not be used. Every call receives the context, which is the same each time and is not kept.
pub trait Learning<X, Y, F>: Send {
    /// Returns the maximum number of passes. 0 means that the step learns nothing and needs no batch.
    fn passes(&self) -> usize;

    /// Learns from the next batch.
    ///
    /// # Errors
    /// The step cannot learn from these values.
    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()>;

    /// Learns from the next batches, in parallel if the step supports it. The parts are in the order of the rows.
    ///
    /// # Errors
    /// The error of the first part, in this order, from which the step cannot learn.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()>;

    /// Ends a pass over the rows. Returns whether another pass over the same rows must follow.
    ///
    /// # Errors
    /// As [`Learn::end_pass`](super::Learn::end_pass).
    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool>;

    /// Ends a pass that is still open, and returns the fitted step.
    ///
    /// # Errors
    /// As [`Learn::finish`](super::Learn::finish), and if another pass must follow: the step has not finished learning.
    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<F>;
}

/// Returns the error for a batch after the last pass of a fit, which would be lost.
pub(crate) fn batch_too_many(ended: usize, passes: usize) -> Error {
    Error::new(format!(
        "learning is complete after {ended} of at most {passes} passes, but another batch follows; finish it, or start again"
    ))
}

/// Returns the error for a fit that is to finish before its last pass.
pub(crate) fn pass_missing(ended: usize, passes: usize) -> Error {
    Error::new(format!(
        "learning needs another pass over the rows after {ended} of at most {passes}; pass a source of batches that can be \
         read again"
    ))
}
