//! One node while it runs: the checks of its real inputs and outputs.
//!
//! Invariant: every value that a node returns is measured and compared with the shape that rustc inferred for it
//! before another node can take it; where rustc could not decide, the same `infer` runs on the real numbers.

use std::any::Any;

use super::execution::Execution;
use crate::error::ErrorKind;
use crate::plumbing::plan::node::Node;
use crate::plumbing::plan::table::origin;
use crate::run::is_observed;
use crate::shape::{Inference, Shape, Targets};
use crate::step::{Context, Measure};
use crate::{Error, Result, shape};

/// A node while it runs.
#[derive(Debug)]
pub struct NodeContext<'run> {
    pub(crate) context: &'run Context<'run>,
    pub(crate) number: u32,
    pub(crate) node: &'static Node,
    pub(crate) shapes: &'static Inference,
    pub(super) execution: &'run Execution<'run>,
}

impl NodeContext<'_> {
    /// Returns the context of the step.
    pub(crate) fn context(&self) -> &Context<'_> {
        self.context
    }

    /// Returns whether an observer needs the measures of the outputs.
    #[inline]
    pub(crate) fn is_observed(&self) -> bool {
        is_observed(self.context)
    }

    /// Checks the inputs with their real sizes, if rustc could not decide. The message has the words of rustc's
    /// message. `step` is the step or the fitted step: for a choice, it determines the chosen arm.
    #[inline]
    pub(crate) fn check_inputs(
        &self,
        step: &dyn Any,
        inputs: &[Measure],
        targets: Option<&[Measure]>,
    ) -> Result<()> {
        if self.shapes.undecided() && !self.node.is_expect() {
            self.decide(step, inputs, targets)
        } else {
            Ok(())
        }
    }

    fn decide(&self, step: &dyn Any, inputs: &[Measure], targets: Option<&[Measure]>) -> Result<()> {
        let arm = self.node.choice.and_then(|choice| choice.chosen(step));
        let (called, signature) = match &arm {
            Some(arm) => (arm.step, arm.signature),
            None => (self.node.step, self.node.signature),
        };
        let signature = &signature.at(&self.execution.sizes);
        let labels = |numbers: &[u32]| -> Vec<&str> {
            numbers
                .iter()
                .filter_map(|&number| self.execution.info.labels.get(number as usize).copied())
                .collect()
        };
        let (inputs, targets) = (shapes(inputs), targets.map(shapes));
        let edge = shape::Edge {
            step: called,
            signature,
            inputs: &inputs,
            sources: &labels(self.node.inputs),
            targets: match targets.as_deref() {
                None => Targets::Fitted,
                Some([]) => Targets::None,
                Some(given) if arm.is_some() => shape::targets_of(signature, Targets::Given(given)),
                Some(given) => Targets::Given(given),
            },
            target_sources: &labels(self.node.targets),
            origin: origin(self.number as usize),
        };
        match edge.infer().mismatch() {
            None => Ok(()),
            Some(mismatch) => Err(Error::of_kind(ErrorKind::Shape, mismatch.message(&edge).as_str())),
        }
    }

    /// Compares an output with the inferred shape, and binds the sizes that are new at this node. Returns how often the
    /// output is used.
    pub(crate) fn check_output(&self, index: usize, measure: &Measure) -> Result<u32> {
        let uses = self.node.outputs.get(index).and_then(|&value| self.execution.uses.get(value as usize));
        let uses = uses.copied().unwrap_or(0);
        let Some(promised) = self.shapes.outputs().get(index) else { return Ok(uses) };
        promised.check(measure.lengths(), &self.execution.sizes).map_err(|error| {
            let Node { step, inputs, .. } = self.node;
            if self.node.is_expect() {
                let value = inputs
                    .first()
                    .and_then(|&input| self.execution.info.labels.get(input as usize))
                    .unwrap_or(step);
                return broken_promise(ErrorKind::Shape, "expect", value, *promised, measure);
            }
            let message = format!("`{step}` breaks the promise of its signature: {error}");
            Error::of_kind(ErrorKind::BrokenPromise, message)
        })?;
        Ok(uses)
    }
}

/// Builds the error for a shape that differs from the declared one, in the words of the compile-time message.
pub(crate) fn broken_promise(
    kind: ErrorKind,
    promiser: &str,
    value: &str,
    promised: Shape,
    measure: &Measure,
) -> Error {
    let found = Shape::from_sizes(measure.lengths()).unwrap_or(Shape::POISON);
    Error::of_kind(kind, shape::Promise { promiser, value, found, promised }.message().as_str())
}

/// Returns the shapes of real values.
fn shapes(measures: &[Measure]) -> Vec<Shape> {
    measures.iter().map(|measure| Shape::from_sizes(measure.lengths()).unwrap_or(Shape::POISON)).collect()
}
