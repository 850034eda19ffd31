//! The jobs of a pipeline that runs once: fit and predict.

use std::cell::Cell;

#[cfg(feature = "cache")]
use super::cached_fit;
use super::resources::holding;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::execution::Engine;
use crate::plumbing::exec::node::Task;
use crate::plumbing::exec::pipeline::{Assembled, Given, Job, run_nodes};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::execution_plan::Mode;
use crate::plumbing::plan::liveness::Role;
use crate::step::{Context, Measure, Run};
use crate::{Phase, Result};

/// One run over one set of inputs.
struct Once<'run, P: Assembled> {
    context: &'run Context<'run>,
    mode: &'static Mode,
    steps: Steps<'run, P>,
    given: Cell<Option<Given<P>>>,
    wants_outputs: bool,
    outputs: Cell<Option<P::Outputs>>,
    fitted: Cell<Option<P::Fitted>>,
}

impl<P: Assembled> Job<P> for Once<'_, P> {
    fn next(&self) -> Result<Option<Given<P>>> {
        Ok(self.given.take())
    }

    fn engine(&self) -> Engine<'_> {
        let engine = Engine::new(self.context, P::tables(), self.mode);
        #[cfg(feature = "cache")]
        if self.is_remembered() {
            return engine.hashing();
        }
        engine
    }

    fn run(&self, engine: &Engine<'_>, inputs: &[Measure], tasks: &[&dyn Task<P>]) -> Result<()> {
        if let Steps::Unfitted(steps) = self.steps {
            engine.declare(steps.declared()?);
        }
        engine.inputs(inputs)?;
        #[cfg(feature = "cache")]
        if let Steps::Unfitted(steps) = self.steps
            && self.is_remembered()
        {
            return cached_fit::run(engine, self.mode, inputs, tasks, steps);
        }
        run_nodes(self.mode, engine, inputs, tasks, self.steps)
    }

    fn wants_outputs(&self) -> bool {
        self.wants_outputs
    }

    fn take_outputs(&self, outputs: P::Outputs) {
        self.outputs.set(Some(outputs));
    }

    fn wants_fitted(&self) -> bool {
        matches!(self.steps, Steps::Unfitted(_))
    }

    fn take_fitted(&self, fitted: P::Fitted) {
        self.fitted.set(Some(fitted));
    }
}

impl<'run, P: Assembled> Once<'run, P> {
    /// Whether a cache keeps what the nodes learn and give.
    #[cfg(feature = "cache")]
    fn is_remembered(&self) -> bool {
        matches!(self.steps, Steps::Unfitted(_)) && self.context.run().cache_value().is_some()
    }

    fn new(
        context: &'run Context<'run>,
        mode: &'static Mode,
        steps: Steps<'run, P>,
        given: Given<P>,
    ) -> Self {
        let given = Cell::new(Some(given));
        Self {
            context,
            mode,
            steps,
            given,
            wants_outputs: true,
            outputs: Cell::new(None),
            fitted: Cell::new(None),
        }
    }
}

/// Fits a pipeline.
///
/// # Errors
/// The first error of a step, with its path.
pub fn fit<P: Assembled>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<P::Fitted> {
    let (mode, steps) = (&P::tables().fit, Steps::Unfitted(steps));
    holding(mode, steps, context, |context| {
        let job = Once::new(context, mode, steps, (inputs, Some(targets)));
        let job = Once { wants_outputs: false, ..job };
        P::assemble(&job)?;
        job.fitted.into_inner().ok_or_else(poisoned)
    })
}

/// Fits a pipeline, and gives what it makes of the inputs.
///
/// # Errors
/// As of [`fit`].
pub fn fit_transform<P: Assembled>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<(P::Fitted, P::Outputs)> {
    let (mode, steps) = (&P::tables().fit_transform, Steps::Unfitted(steps));
    holding(mode, steps, context, |context| {
        let job = Once::new(context, mode, steps, (inputs, Some(targets)));
        P::assemble(&job)?;
        job.fitted.into_inner().zip(job.outputs.into_inner()).ok_or_else(poisoned)
    })
}

/// Runs the predict graph of a pipeline.
///
/// # Errors
/// The first error of a step, with its path.
pub fn predict<P: Assembled>(
    fitted: &P::Fitted,
    inputs: P::Inputs,
    context: &Context<'_>,
) -> Result<P::Outputs> {
    let (mode, steps) = (&P::tables().predict, Steps::Fitted(fitted));
    holding(mode, steps, context, |context| {
        let job = Once::<P>::new(context, mode, steps, (inputs, None));
        P::assemble(&job)?;
        job.outputs.into_inner().ok_or_else(poisoned)
    })
}

/// Fits a pipeline, and gives what the fitted pipeline makes of the inputs: of all rows, where steps have changed them.
///
/// # Errors
/// As of [`fit`] and [`predict`].
pub fn fit_then_predict<P: Assembled>(
    steps: &P,
    inputs: P::Inputs,
    targets: P::Targets,
    context: &Context<'_>,
) -> Result<(P::Fitted, P::Outputs)>
where
    P::Inputs: Clone,
{
    holding(&P::tables().fit_transform, Steps::Unfitted(steps), context, |context| {
        let fitted = fit(steps, inputs.clone(), targets, context)?;
        let outputs = predict::<P>(&fitted, inputs, context)?;
        Ok((fitted, outputs))
    })
}

/// The fitted form of a pipeline that learns nothing, without data; `None` where one of its steps learns.
pub fn unlearned<P: Assembled>(steps: &P) -> Option<P::Fitted> {
    if P::LEARNS {
        return None;
    }
    let run = Run::new();
    let context = Context::root(&run, "", Phase::Fit);
    let job = Skip { context: &context, steps, fitted: Cell::new(None) };
    P::assemble(&job).ok()?;
    job.fitted.into_inner()
}

/// Passes over all nodes, which learn nothing.
struct Skip<'run, P: Assembled> {
    context: &'run Context<'run>,
    steps: &'run P,
    fitted: Cell<Option<P::Fitted>>,
}

impl<P: Assembled> Job<P> for Skip<'_, P> {
    fn begin(&self, tasks: &[&dyn Task<P>]) -> Result<bool> {
        let engine = self.engine();
        tasks.iter().try_for_each(|task| task.run(&engine, Role::Skip, Steps::Unfitted(self.steps)))?;
        Ok(true)
    }

    fn engine(&self) -> Engine<'_> {
        Engine::new(self.context, P::tables(), &P::tables().fit)
    }

    fn wants_fitted(&self) -> bool {
        true
    }

    fn take_fitted(&self, fitted: P::Fitted) {
        self.fitted.set(Some(fitted));
    }
}
