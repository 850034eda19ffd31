//! A pipeline as one piece of generated code that makes its nodes, and the jobs that use them.
//!
//! rustc types each node once, in [`Assembled::assemble`]. All that can be done with a pipeline is a [`Job`]: it
//! hands in the inputs, says which nodes run, and gets what comes out. Invariant: a job knows the pipeline's types
//! only through [`Assembled`], so a new job costs the compilation of a pipeline nothing.

use super::engine::{Engine, Input, Node};
use super::going_on::FittedMut;
use super::node::{Steps, Task};
use super::poison::poisoned;
use super::schedule::{Role, Schedule};
use crate::Result;
use crate::run::{Plan, Wiring, Work, execute};
use crate::shape::Sizes;
use crate::step::{Measure, Step};

/// What rustc knows of a pipeline.
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
    pub sizes: fn() -> &'static Sizes,
}

/// Which nodes run, how, and in which order.
#[derive(Debug)]
pub struct Mode {
    roles: &'static [Role],
    uses: &'static [u32],
    plan: Plan<'static>,
    /// Which node each node of the plan is.
    order: &'static [u32],
}

impl Mode {
    /// A kind of run; node `k` of the plan is node `order[k]` of the pipeline.
    pub const fn new<const N: usize, const V: usize, const M: usize, const E: usize>(
        schedule: &'static Schedule<N, V>,
        wiring: &'static Wiring<M, E>,
        order: &'static [u32; M],
    ) -> Self {
        Self { roles: &schedule.roles, uses: &schedule.uses, plan: wiring.plan(), order }
    }

    /// How often each value is used.
    pub fn uses(&self) -> &'static [u32] {
        self.uses
    }

    /// What each node does.
    pub(super) fn roles(&self) -> &'static [Role] {
        self.roles
    }

    /// Runs the nodes once.
    pub(super) fn run<P: Step>(
        &self,
        engine: &Engine<'_>,
        inputs: &[Measure],
        tasks: &[&dyn Task<P>],
        steps: Steps<'_, P>,
    ) -> Result<()> {
        self.each(engine, inputs, &|node| match (tasks.get(node), self.roles.get(node)) {
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
        execute(&self.plan, engine.context(), Work::of(inputs), &|index| {
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

    /// Makes the nodes, and serves the job with them.
    ///
    /// # Errors
    /// Those of the job, and of its inputs and outputs.
    fn assemble(job: &dyn Job<Self>) -> Result<()>
    where
        Self: Sized;
}

/// What is done with the nodes of a pipeline.
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
    fn next(&self) -> Result<Option<Given<P>>>;

    /// The engine of the next run.
    fn engine(&self) -> Engine<'_>;

    /// Runs the nodes; the inputs stand in their slots.
    ///
    /// # Errors
    /// The first error of a node, with its path.
    fn run(&self, engine: &Engine<'_>, inputs: &[Measure], tasks: &[&dyn Task<P>]) -> Result<()>;

    /// Whether the outputs of the last run are wanted.
    fn wants_outputs(&self) -> bool;

    /// Takes the outputs of the last run.
    fn take_outputs(&self, outputs: P::Outputs);

    /// Whether the fitted steps are wanted, after the last run.
    fn wants_fitted(&self) -> bool;

    /// Takes the fitted steps.
    fn take_fitted(&self, fitted: P::Fitted);
}

/// The inputs of a run.
pub type Given<P> = (<P as Assembled>::Inputs, Option<<P as Assembled>::Targets>);
