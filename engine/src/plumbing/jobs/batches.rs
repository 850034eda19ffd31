//! A pipeline that learns from batches: which nodes learn in a pass, and what each has learned so far.
//!
//! Invariant: a node learns in the first pass in which all nodes that it depends on are fitted, so that it receives
//! the same values as in a fit on all rows. No node runs that depends on a node that still learns. The state of each
//! node is kept here and not in the nodes, which are made for one batch. So memory holds the states of the steps and
//! one batch.

use std::cell::{Cell, RefCell};
use std::sync::{Mutex, PoisonError};

use super::resources::opened;
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::fit_state::FitState;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{NodeVisitor, PipelineDef, RunInputs, each_node};
use crate::plumbing::exec::steps::Steps;
use crate::plumbing::plan::liveness::{Liveness, NodeRole, most_passes};
use crate::step::{Context, Learning, Measure, Run, RunningFit, Step, batch_too_many, pass_missing};

/// The fit session of the pipeline `P`, with inputs `X` and targets `Y`.
struct PipelineLearning<'s, P: PipelineDef, X, Y> {
    steps: &'s P,
    split: fn(X, Y) -> (P::Inputs, P::Targets),
    learned: Vec<Mutex<FitState<'s>>>,
    passes: usize,
    ended: usize,
    open: bool,
    pass: Liveness,
    /// The run in which the resources of the steps are open. `None` if they are open in the caller's run, or there are
    /// none.
    run: Option<Run>,
}

/// Starts to learn from batches. `split` makes the tuples of the inputs and of the targets.
///
/// Returns `None` if a step needs all rows at once.
///
/// # Errors
/// Returns an error if a step cannot start to learn.
pub fn learning<'s, P, X, Y>(
    steps: &'s P,
    context: &Context<'_>,
    split: fn(X, Y) -> (P::Inputs, P::Targets),
) -> Result<Option<RunningFit<'s, P, X, Y>>>
where
    P: PipelineDef,
    X: 's,
    Y: 's,
{
    let run = opened(&P::info().fit, Steps::Unfitted(steps), context)?;
    let start =
        Start { context: &within(run.as_ref(), context), steps, learned: RefCell::new(Some(Vec::new())) };
    P::visit_nodes(&start)?;
    let Some(learned) = start.learned.into_inner() else { return Ok(None) };
    let nodes = P::info().nodes;
    let wanted: Vec<usize> = learned.iter().map(FitState::passes).collect();
    let fitted: Vec<bool> = wanted.iter().map(|&passes| passes == 0).collect();
    Ok(Some(Box::new(PipelineLearning {
        steps,
        split,
        learned: learned.into_iter().map(Mutex::new).collect(),
        passes: most_passes(nodes, &wanted),
        ended: 0,
        open: false,
        pass: Liveness::pass(nodes, &fitted),
        run,
    })))
}

/// Returns the same context in the run in which the resources of the steps are open.
fn within<'run>(run: Option<&'run Run>, context: &'run Context<'run>) -> Context<'run> {
    run.map_or(*context, |run| context.in_run(run))
}

impl<P: PipelineDef, X, Y> Learning<X, Y, P::Fitted> for PipelineLearning<'_, P, X, Y> {
    fn passes(&self) -> usize {
        self.passes
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        if !self.pass.learns() {
            if self.passes == 0 {
                return Ok(());
            }
            return Err(batch_too_many(self.ended, self.passes));
        }
        self.open = true;
        let (inputs, targets) = (self.split)(x, y);
        let given = Cell::new(Some((inputs, Some(targets))));
        let context = &within(self.run.as_ref(), context);
        P::visit_nodes(&Batch { context, steps: self.steps, learned: &self.learned, pass: &self.pass, given })
    }

    /// Transforms the parts by the fitted steps, one part after the other, with independent nodes in parallel. Then
    /// each node that learns has all parts at once and learns from them in the way of its step.
    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        self.each_learner(context, &|learned, _| {
            if let FitState::Learning(learning) = learned {
                learning.gather();
            }
            Ok(())
        })?;
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))?;
        self.each_learner(context, &|learned, context| match learned {
            FitState::Learning(learning) => {
                context.run().proceed()?;
                learning.learn_gathered(context)
            }
            FitState::Stepless | FitState::Fitted(_) => Ok(()),
        })
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        if !self.pass.learns() {
            return Ok(false);
        }
        (self.open, self.ended) = (false, self.ended + 1);
        self.each_learner(context, &end_pass)?;
        let is_fitted = |learned: &mut Mutex<FitState<'_>>| {
            !matches!(learned.get_mut().unwrap_or_else(PoisonError::into_inner), FitState::Learning(_))
        };
        let fitted: Vec<bool> = self.learned.iter_mut().map(is_fitted).collect();
        self.pass = Liveness::pass(P::info().nodes, &fitted);
        Ok(self.pass.learns())
    }

    fn finish(mut self: Box<Self>, context: &Context<'_>) -> Result<P::Fitted> {
        if self.open {
            self.end_pass(context)?;
        }
        if self.pass.learns() {
            return Err(pass_missing(self.ended, self.passes));
        }
        let learned = self
            .learned
            .into_iter()
            .map(|learned| learned.into_inner().unwrap_or_else(PoisonError::into_inner));
        let context = &within(self.run.as_ref(), context);
        let job = Collect { context, learned: Cell::new(learned.collect()), fitted: Cell::new(None) };
        P::visit_nodes(&job)?;
        job.fitted.into_inner().ok_or_else(poisoned)
    }
}

impl<P: PipelineDef, X, Y> PipelineLearning<'_, P, X, Y> {
    /// Calls `does` with the state of each node that learns in this pass.
    fn each_learner(
        &mut self,
        context: &Context<'_>,
        does: &dyn Fn(&mut FitState<'_>, &Context<'_>) -> Result<()>,
    ) -> Result<()> {
        let context = &within(self.run.as_ref(), context);
        let execution = Execution::with_uses(context, P::info(), &self.pass.uses);
        for (number, (learned, role)) in self.learned.iter_mut().zip(&self.pass.roles).enumerate() {
            if *role == NodeRole::Learn {
                let learned = learned.get_mut().unwrap_or_else(PoisonError::into_inner);
                execution.apart(number as u32, |context| does(learned, context))?;
            }
        }
        Ok(())
    }
}

/// Ends the pass of a node, and finishes its fit if the step needs no other pass.
fn end_pass(learned: &mut FitState<'_>, context: &Context<'_>) -> Result<()> {
    let FitState::Learning(learning) = learned else { return Ok(()) };
    if learning.end_pass(context)? {
        return Ok(());
    }
    if let FitState::Learning(learning) = std::mem::replace(learned, FitState::Stepless) {
        *learned = FitState::Fitted(learning.finish(context)?);
    }
    Ok(())
}

/// The visitor that starts the fit of each node.
struct Start<'run, 's, P> {
    context: &'run Context<'run>,
    steps: &'s P,
    /// `None` if a step needs all rows at once.
    learned: RefCell<Option<Vec<FitState<'s>>>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Start<'_, '_, P> {
    fn begin(&self, nodes: &[&dyn ErasedNode<P>]) -> Result<bool> {
        let execution = self.execution();
        let started = nodes.iter().map(|node| node.start(&execution, self.steps)).collect::<Result<_>>()?;
        *self.learned.borrow_mut() = started;
        Ok(false)
    }

    fn execution(&self) -> Execution<'_> {
        Execution::new(self.context, P::info(), &P::info().fit)
    }
}

/// The visitor that transforms one batch by the fitted steps and passes it to the nodes that learn.
struct Batch<'run, 's, P: PipelineDef> {
    context: &'run Context<'run>,
    steps: &'s P,
    learned: &'run [Mutex<FitState<'s>>],
    pass: &'run Liveness,
    given: Cell<Option<RunInputs<P>>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Batch<'_, '_, P> {
    fn next(&self) -> Result<Option<RunInputs<P>>> {
        Ok(self.given.take())
    }

    fn execution(&self) -> Execution<'_> {
        Execution::with_uses(self.context, P::info(), &self.pass.uses)
    }

    fn run(&self, execution: &Execution<'_>, inputs: &[Measure], nodes: &[&dyn ErasedNode<P>]) -> Result<()> {
        execution.declare(self.steps.declared()?);
        execution.inputs(inputs)?;
        let (steps, learned, roles) = (self.steps, self.learned, &self.pass.roles);
        each_node(&P::info().fit, execution, inputs, &|number| {
            let owner = P::info().owner(number);
            let (Some(node), Some(learned), Some(&role)) =
                (nodes.get(number), learned.get(owner), roles.get(number))
            else {
                return Err(poisoned());
            };
            if !role.runs() {
                return Ok(());
            }
            let mut learned = learned.lock().unwrap_or_else(PoisonError::into_inner);
            node.run(execution, role, learned.as_step(steps))
        })
    }
}

/// The visitor that puts the fitted steps into the nodes, from which the generated code builds the fitted pipeline.
struct Collect<'run, 's, P: Step> {
    context: &'run Context<'run>,
    learned: Cell<Vec<FitState<'s>>>,
    fitted: Cell<Option<P::Fitted>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Collect<'_, '_, P> {
    fn begin(&self, nodes: &[&dyn ErasedNode<P>]) -> Result<bool> {
        nodes.iter().zip(self.learned.take()).try_for_each(|(node, learned)| match learned {
            FitState::Fitted(fitted) => node.adopt(fitted),
            FitState::Stepless => Ok(()),
            FitState::Learning(_) => Err(poisoned()),
        })?;
        Ok(true)
    }

    fn execution(&self) -> Execution<'_> {
        Execution::new(self.context, P::info(), &P::info().fit)
    }

    fn fitted(&self) -> Option<&Cell<Option<P::Fitted>>> {
        Some(&self.fitted)
    }
}
