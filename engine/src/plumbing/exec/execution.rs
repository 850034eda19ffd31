//! One run of a pipeline: its sizes, its inputs, and what happens around each node.
//!
//! Invariant: a node runs inside `node` or `apart`, so a panic is an error, and an error names its node.

use std::any::Any;

use super::cache_keys::RunKeys;
use super::node_context::{NodeContext, broken_promise};
use crate::diagnostics::poison::poisoned;
use crate::error::ErrorKind;
use crate::plumbing::plan::execution_plan::ExecutionPlan;
use crate::plumbing::plan::node::{Input, Node};
use crate::plumbing::plan::pipeline_info::PipelineInfo;
use crate::run::{FittedSlot, caught, observed};
use crate::shape::{Inference, Shape, Sizes, Symbol};
use crate::step::{Context, Measure, Step};
use crate::{Error, Result};

/// A run in progress.
#[derive(Debug)]
pub struct Execution<'run> {
    pub(super) context: &'run Context<'run>,
    pub(super) info: &'static PipelineInfo,
    pub(super) uses: &'run [u32],
    pub(super) predicts: bool,
    pub(super) sizes: Sizes,
    /// The cache keys that are known.
    pub(super) keys: RunKeys<'run>,
}

impl<'run> Execution<'run> {
    /// Creates a run of the pipeline `info` by this plan.
    pub(crate) fn new(
        context: &'run Context<'run>,
        info: &'static PipelineInfo,
        plan: &'static ExecutionPlan,
    ) -> Self {
        Self { predicts: plan.predicts(), ..Self::with_uses(context, info, plan.uses()) }
    }

    /// Creates a run that fits; `uses` says how often each value is used.
    pub(crate) fn with_uses(
        context: &'run Context<'run>,
        info: &'static PipelineInfo,
        uses: &'run [u32],
    ) -> Self {
        Self { context, info, uses, predicts: false, sizes: info.sizes.clone(), keys: RunKeys::default() }
    }

    /// Returns the context of the pipeline.
    pub(crate) fn context(&self) -> &'run Context<'run> {
        self.context
    }

    /// Returns how often a value is used.
    pub(crate) fn uses(&self, value: usize) -> u32 {
        self.uses.get(value).copied().unwrap_or(0)
    }

    /// Returns the row of a node in the table.
    #[inline]
    pub(super) fn known(&self, number: u32) -> Result<&'static Node> {
        self.info.nodes.get(number as usize).ok_or_else(poisoned)
    }

    /// Binds the declared sizes to their numbers.
    pub(crate) fn declare(&self, declared: Vec<(&'static str, usize)>) {
        for (name, number) in declared {
            // The size is not bound yet, because no size of an input has its name.
            let _: std::result::Result<(), usize> =
                Symbol::new(name, 0).map_or(Ok(()), |size| self.sizes.bind(size, number));
        }
    }

    /// Compares the inputs with their declared shapes, and binds the sizes in these shapes.
    ///
    /// # Errors
    /// The number of axes or a length differs.
    pub(crate) fn inputs(&self, measures: &[Measure]) -> Result<()> {
        self.info.inputs.iter().zip(measures).try_for_each(|(Input { name, shape, .. }, measure)| {
            shape
                .check(measure.lengths(), &self.sizes)
                .map_err(|error| Error::of_kind(ErrorKind::Shape, format!("input `{name}`: {error}")))
        })
    }

    /// Compares an output with the promised shape, if rustc could not decide. `keeps` is the result of rustc's
    /// comparison.
    ///
    /// # Errors
    /// The number of axes or a length differs.
    pub fn __output(
        &self,
        (promiser, value): (&str, &str),
        keeps: &Inference,
        promised: &Shape,
        measure: &Measure,
    ) -> Result<()> {
        if !keeps.undecided() || promised.check(measure.lengths(), &self.sizes).is_ok() {
            return Ok(());
        }
        Err(broken_promise(ErrorKind::BrokenPromise, promiser, value, *promised, measure))
    }

    /// Runs one node: reports to the observer, catches a panic, and names the node in an error.
    pub(crate) fn node(
        &self,
        number: u32,
        body: impl FnOnce(&NodeContext<'_>) -> Result<Vec<Measure>>,
    ) -> Result<()> {
        let node = self.known(number)?;
        let holder = node.reuses.map_or(Ok(node), |reuse| self.known(reuse.node() as u32))?;
        let context = self.context.node(node.path).held_by(holder.path);
        let outer = self.keys.outer(node);
        let context = match &outer {
            Some(outer) => outer.attach_to(context),
            None => context,
        };
        let shapes = if self.predicts { self.info.predicted } else { self.info.shapes };
        let shapes = shapes.get(number as usize).ok_or_else(poisoned)?;
        let run = || caught(|| body(&self.running(number, node, shapes, &context)));
        context.run().proceed().map_err(|error| context.locate(error))?;
        match observed(&context, Clone::clone, run) {
            Ok(_) => Ok(()),
            Err(error) => {
                let input = node.inputs.first().and_then(|&input| self.info.column(input));
                Err(context.locate(error.of_input(input)))
            }
        }
    }

    /// Returns the context in which the node runs.
    #[inline]
    pub(super) fn running<'node>(
        &'node self,
        number: u32,
        node: &'static Node,
        shapes: &'static Inference,
        context: &'node Context<'node>,
    ) -> NodeContext<'node> {
        NodeContext { context, number, node, shapes, execution: self }
    }

    /// Runs code for a node outside of its run: catches a panic and names the node in an error, but does not report to
    /// the observer.
    pub(crate) fn apart<T>(&self, number: u32, body: impl FnOnce(&Context<'_>) -> Result<T>) -> Result<T> {
        let context = self.context.node(self.known(number)?.path);
        caught(|| body(&context)).map_err(|error| context.locate(error))
    }

    /// Computes the key of an input, if the run has a cache.
    pub(crate) fn hash(&self, number: usize, value: &dyn Any) {
        self.keys.hash(self.info, number, value);
    }

    /// Puts the fitted step of a node that does not run into its slot. The step learns nothing, and the output of the
    /// node is not used.
    ///
    /// # Errors
    /// The step returns no fitted step, although it says that it learns nothing.
    pub(crate) fn skip<S: Step>(&self, number: u32, step: &S, fitted: &FittedSlot<S::Fitted>) -> Result<()> {
        let node = self.known(number)?;
        let unlearned = step.unlearned().ok_or_else(|| {
            let message = format!(
                "`{}` says with `LEARNS = false` that it learns nothing, but `unlearned` gives no fitted step",
                node.step
            );
            self.context.node(node.path).locate(Error::of_kind(ErrorKind::BrokenPromise, message))
        })?;
        fitted.put(unlearned)
    }
}
