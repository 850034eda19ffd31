//! A pipeline as one piece of generated code that makes its nodes, and the jobs that use them.
//!
//! rustc types each node once, in [`Assembled::assemble`]. All that can be done with a pipeline is a [`Job`]: it
//! hands in the inputs, says which nodes run, and gets what comes out. Invariant: a job knows the pipeline's types
//! only through [`Assembled`], so a new job costs the compilation of a pipeline nothing.

use std::collections::HashMap;

use super::engine::{Engine, Input, Node, sizes};
use super::going_on::FittedMut;
use super::node::{Steps, Task};
use super::schedule::{Role, Schedule, holds};
use crate::Result;
use crate::diagnostics::poison::poisoned;
use crate::run::{PlanBuf, Work, execute};
use crate::shape::Sizes;
use crate::step::{Measure, Step};

/// What rustc knows of a pipeline, and the runs that follow from it.
#[derive(Debug)]
pub struct Tables {
    /// The inputs, then those that exist only while fitting.
    pub inputs: &'static [Input],
    /// The nodes in topological order.
    pub nodes: &'static [Node],
    /// What its fit runs.
    pub fit: Mode,
    /// What its fit runs that also gives the outputs.
    pub fit_transform: Mode,
    /// What its predict runs.
    pub predict: Mode,
    /// The sizes in its shapes, none of them known yet.
    pub sizes: Sizes,
    /// Whether a step may hold resources.
    pub holds: bool,
}

impl Tables {
    /// The tables of a pipeline that predicts the values `outputs` with the nodes `predicted`.
    pub fn new(inputs: &'static [Input], nodes: &'static [Node], predicted: &[u32], outputs: &[u32]) -> Self {
        let order: Vec<u32> = (0..nodes.len() as u32).collect();
        let fit = Mode {
            schedule: Schedule::fit(nodes, &[]),
            plan: plan(nodes, &order, true),
            order,
            outputs: Vec::new(),
            predicts: false,
        };
        let with_outputs = Schedule::fit(nodes, outputs);
        let fit_transform = Mode { schedule: with_outputs, outputs: outputs.to_vec(), ..fit.clone() };
        let predict = Mode {
            schedule: Schedule::predict(nodes, predicted, outputs),
            plan: plan(nodes, predicted, false),
            order: predicted.to_vec(),
            outputs: outputs.to_vec(),
            predicts: true,
        };
        Self { inputs, nodes, fit, fit_transform, predict, sizes: sizes(inputs, nodes), holds: holds(nodes) }
    }
}

/// The plan over some of the nodes, numbered in this order. Only where the pipeline learns are targets waited for, and
/// the step that a node uses; a node that acts only while fitting waits otherwise for what it hands on.
fn plan(nodes: &[Node], order: &[u32], learns: bool) -> PlanBuf {
    let mut maker = HashMap::new();
    let mut edges = Vec::new();
    for (place, &number) in order.iter().enumerate() {
        let Some(node) = nodes.get(number as usize) else { continue };
        let (taken, targets) =
            if learns { (node.inputs, node.targets) } else { (node.predicts_from(), &[][..]) };
        let reused =
            node.reuses.filter(|_| learns).and_then(|reused| nodes.get(reused.node())?.outputs.first());
        let before = taken.iter().chain(targets).chain(reused).filter_map(|value| maker.get(value));
        edges.extend(before.map(|&before| (before, place as u32)));
        maker.extend(node.outputs.iter().map(|&value| (value, place as u32)));
    }
    // Nodes stand in topological order, so no edge leads backwards.
    PlanBuf::new(order.len(), &edges).unwrap_or_default()
}

/// Which nodes run, how, and in which order.
#[derive(Debug, Clone)]
pub struct Mode {
    schedule: Schedule,
    plan: PlanBuf,
    /// Which node each node of the plan is.
    order: Vec<u32>,
    /// The values that come out.
    outputs: Vec<u32>,
    predicts: bool,
}

impl Mode {
    /// Whether it predicts.
    pub(super) fn predicts(&self) -> bool {
        self.predicts
    }

    /// How often each value is used.
    pub fn uses(&self) -> &[u32] {
        &self.schedule.uses
    }

    /// The values that come out.
    pub(super) fn outputs(&self) -> &[u32] {
        &self.outputs
    }

    /// What each node does.
    pub(super) fn roles(&self) -> &[Role] {
        &self.schedule.roles
    }

    /// Whether a node does anything.
    pub(super) fn runs(&self, node: usize) -> bool {
        self.schedule.roles.get(node).is_some_and(|role| role.runs())
    }

    /// Runs the nodes once.
    pub(super) fn run<P: Step>(
        &self,
        engine: &Engine<'_>,
        inputs: &[Measure],
        tasks: &[&dyn Task<P>],
        steps: Steps<'_, P>,
    ) -> Result<()> {
        self.each(engine, inputs, &|node| match (tasks.get(node), self.schedule.roles.get(node)) {
            (Some(task), Some(&role)) => task.run(engine, role, steps),
            _ => Err(poisoned()),
        })
    }

    /// Calls `task` with the number of each node, predecessors first, independent nodes in parallel.
    pub(super) fn each(
        &self,
        engine: &Engine<'_>,
        inputs: &[Measure],
        task: &(impl Fn(usize) -> Result<()> + Sync),
    ) -> Result<()> {
        execute(&self.plan.plan(), engine.context(), Work::of(inputs), &|index| {
            task(self.order.get(index).map_or(0, |&node| node as usize))
        })
    }
}

/// A pipeline, as the macro writes it.
pub trait Assembled: Step {
    /// The inputs as a tuple.
    type Inputs;
    /// The inputs that exist only while fitting, as a tuple.
    type Targets;
    /// The output, or the tuple of several.
    type Outputs;

    /// What rustc knows of it.
    fn tables() -> &'static Tables;

    /// The fitted step of a node; `None` where the node has no step.
    fn fitted_mut(fitted: &mut Self::Fitted, node: usize) -> Option<FittedMut<'_>>;

    /// The numbers of the sizes that the user declares, as the steps are set.
    ///
    /// # Errors
    /// Two steps hold different numbers for one size.
    fn declared(&self) -> Result<Vec<(&'static str, usize)>> {
        Ok(Vec::new())
    }

    /// Makes the nodes, and serves the job with them.
    ///
    /// # Errors
    /// Those of the job, and of its inputs and outputs.
    fn assemble(job: &dyn Job<Self>) -> Result<()>
    where
        Self: Sized;
}

/// What is done with the nodes of a pipeline. Unless it says otherwise, a job runs nothing and wants nothing.
pub trait Job<P: Assembled> {
    /// Sees the nodes before anything runs; whether the job goes on.
    ///
    /// # Errors
    /// Those of the job.
    fn begin(&self, _: &[&dyn Task<P>]) -> Result<bool> {
        Ok(true)
    }

    /// The inputs of the next run, with targets where it learns against them; `None` ends the job.
    ///
    /// # Errors
    /// The inputs cannot be had.
    fn next(&self) -> Result<Option<Given<P>>> {
        Ok(None)
    }

    /// The engine of the next run.
    fn engine(&self) -> Engine<'_>;

    /// Runs the nodes; the inputs stand in their slots.
    ///
    /// # Errors
    /// The first error of a node, with its path.
    fn run(&self, _: &Engine<'_>, _: &[Measure], _: &[&dyn Task<P>]) -> Result<()> {
        Ok(())
    }

    /// Whether the outputs of the last run are wanted.
    fn wants_outputs(&self) -> bool {
        false
    }

    /// Takes the outputs of the last run.
    fn take_outputs(&self, _: P::Outputs) {}

    /// Whether the fitted steps are wanted, after the last run.
    fn wants_fitted(&self) -> bool {
        false
    }

    /// Takes the fitted steps.
    fn take_fitted(&self, _: P::Fitted) {}
}

/// The inputs of a run.
pub type Given<P> = (<P as Assembled>::Inputs, Option<<P as Assembled>::Targets>);
