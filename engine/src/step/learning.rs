//! [`Learning`]: a fit that is going on, whatever the step's state is.
//!
//! Invariant: the bits of the fitted step depend on the batches and on how they were grouped into parts, never on the
//! number of threads.

use rayon::prelude::*;

use super::{Context, Learn, Threads};
use crate::{Error, Result};

/// A fit that is going on, batch by batch: of a step with the fitted step `F`, from values `X` against targets `Y`.
///
/// Passes follow each other until [`end_pass`](Self::end_pass) says that none is wanted; then comes
/// [`finish`](Self::finish). After an error the run is of no further use. The context is handed in with every call, and
/// kept by none: it is the same each time.
pub trait Learning<X, Y, F>: Send {
    /// The most passes that it wants; 0: it learns nothing, and need not be shown any batch.
    fn passes(&self) -> usize;

    /// Learns from the next batch.
    ///
    /// # Errors
    /// Whatever the step cannot learn from.
    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()>;

    /// Learns from the next batches, in parallel where the step can. The order of the parts is that of the rows.
    ///
    /// # Errors
    /// That of the first part, by order, from which the step cannot learn.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()>;

    /// Ends a pass over the rows; true: another one over the same rows is wanted.
    ///
    /// # Errors
    /// As [`Learn::end_pass`].
    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool>;

    /// What was learnt. Ends a pass that is still open.
    ///
    /// # Errors
    /// As [`Learn::finish`], and where another pass is wanted: the step has not learnt all that it was asked to.
    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<F>;
}

/// The running fit of a step that implements [`Learn`].
pub(super) struct Running<'s, S, State> {
    step: &'s S,
    state: State,
    passes: usize,
    ended: usize,
    stage: Stage,
}

/// Where in a pass a running fit is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before or within a pass.
    Open,
    /// Between two passes.
    Between,
    /// After a pass, with none wanted.
    Complete,
}

impl<'s, S, State> Running<'s, S, State> {
    pub(super) fn start<X, Y>(step: &'s S, context: &Context<'_>) -> Result<Self>
    where
        S: Learn<X, Y, State = State>,
    {
        let passes = step.passes();
        let stage = if passes == 0 { Stage::Complete } else { Stage::Open };
        Ok(Self { step, state: step.start(context)?, passes, ended: 0, stage })
    }

    /// A batch after the last pass would be lost, and is one too many.
    fn open(&mut self) -> Result<()> {
        if self.stage != Stage::Complete {
            self.stage = Stage::Open;
        } else if self.passes > 0 {
            return Err(Error::new(format!(
                "learning is complete after {} of at most {} passes, but a batch follows; finish it, or start anew",
                self.ended, self.passes
            )));
        }
        Ok(())
    }
}

impl<X: Send, Y: Send, S: Learn<X, Y>> Learning<X, Y, S::Fitted> for Running<'_, S, S::State> {
    fn passes(&self) -> usize {
        self.passes
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.open()?;
        self.step.update(&mut self.state, x, y, context)
    }

    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        self.open()?;
        let step = self.step;
        let part = |part| Ok((step.part(&self.state, context)?, part));
        let parts = parts.into_iter().map(part).collect::<Result<Vec<_>>>()?;
        let learn = |(mut state, (x, y)): (S::State, (X, Y))| {
            step.update(&mut state, x, y, context)?;
            Ok(state)
        };
        let side_by_side = |parts: Vec<_>| parts.into_par_iter().map(learn).collect();
        let states: Vec<Result<S::State>> = match context.run().threads_value() {
            Threads::Inline => parts.into_iter().map(learn).collect(),
            Threads::Current => side_by_side(parts),
            Threads::Pool(pool) => pool.install(|| side_by_side(parts)),
        };
        for state in states {
            step.merge(&mut self.state, state?)?;
        }
        Ok(())
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        if self.stage == Stage::Complete {
            return Ok(false);
        }
        self.ended += 1;
        let wants = self.step.end_pass(&mut self.state, context)? && self.ended < self.passes;
        self.stage = if wants { Stage::Between } else { Stage::Complete };
        Ok(wants)
    }

    fn finish(mut self: Box<Self>, context: &Context<'_>) -> Result<S::Fitted> {
        if self.stage == Stage::Between || self.end_pass(context)? {
            return Err(Error::new(format!(
                "learning takes another pass over the rows after {} of at most {}; give the batches from a source that \
                 can be read again",
                self.ended, self.passes
            )));
        }
        let Self { step, state, .. } = *self;
        step.finish(state, context)
    }
}
