//! [`Fit`] from [`Learn`]: all rows as one batch, or a fit in progress.
//!
//! Invariant: [`Fit`] follows from [`Learn`] by one blanket implementation, so that learning from all rows at once, from
//! batches and from parts in parallel is the same arithmetic. The bits of the fitted step depend on the batches and on how
//! they were grouped into parts, never on the number of threads. Coherence: the blanket implementation requires
//! [`Mergeable`], which has no parameters, so rustc knows for each type of a dependent crate whether it applies, and allows
//! every other step to implement [`Fit`] itself.

use rayon::prelude::*;

use super::{
    Context, Fit, Learn, Learning, Mergeable, Out, RunningFit, Threads, Transform, batch_too_many,
    pass_missing,
};
use crate::Result;

/// All rows are one batch. Only a step of several passes clones it, and a step of no passes does not read it.
#[diagnostic::do_not_recommend]
impl<X: Clone + Send, Y: Clone + Send, S: Mergeable + Learn<X, Y>> Fit<X, Y> for S {
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        let mut state = self.start(context)?;
        let passes = self.passes();
        for _ in 1..passes {
            self.update(&mut state, x.clone(), y.clone(), context)?;
            if !self.end_pass(&mut state, context)? {
                return self.finish(state, context);
            }
        }
        if passes > 0 {
            self.update(&mut state, x, y, context)?;
            self.end_pass(&mut state, context)?;
        }
        self.finish(state, context)
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(S::Fitted, Out<S, X>)> {
        let fitted = if self.passes() == 0 {
            self.finish(self.start(context)?, context)?
        } else {
            self.fit(x.clone(), y, context)?
        };
        let out = fitted.transform_with(x, context)?;
        Ok((fitted, out))
    }

    fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, S, X, Y>>> {
        Ok(Some(Box::new(FitSession::start(self, context)?)))
    }

    fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        if self.passes() == 0 {
            return Ok(());
        }
        let mut state = self.resume(fitted, context)?;
        self.update(&mut state, x, y, context)?;
        *fitted = self.finish(state, context)?;
        Ok(())
    }
}

/// The fit in progress of a step that implements [`Learn`].
struct FitSession<'s, S, State> {
    step: &'s S,
    state: State,
    passes: usize,
    ended: usize,
    stage: Stage,
}

/// Where in its passes a fit in progress is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before or within a pass.
    Open,
    /// Between two passes.
    Between,
    /// After the last pass.
    Complete,
}

impl<'s, S, State> FitSession<'s, S, State> {
    fn start<X, Y>(step: &'s S, context: &Context<'_>) -> Result<Self>
    where
        S: Learn<X, Y, State = State>,
    {
        let passes = step.passes();
        let stage = if passes == 0 { Stage::Complete } else { Stage::Open };
        Ok(Self { step, state: step.start(context)?, passes, ended: 0, stage })
    }

    /// Opens a pass. A batch after the last pass would be lost, so it is an error.
    fn open(&mut self) -> Result<()> {
        if self.stage != Stage::Complete {
            self.stage = Stage::Open;
        } else if self.passes > 0 {
            return Err(batch_too_many(self.ended, self.passes));
        }
        Ok(())
    }
}

impl<X: Send, Y: Send, S: Learn<X, Y>> Learning<X, Y, S::Fitted> for FitSession<'_, S, S::State> {
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
            Threads::Current | Threads::Pool(_) => context.parallel(|| side_by_side(parts)),
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
            return Err(pass_missing(self.ended, self.passes));
        }
        let Self { step, state, .. } = *self;
        step.finish(state, context)
    }
}
