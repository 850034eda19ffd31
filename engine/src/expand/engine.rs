//! One run of a pipeline: its sizes, the checks of real arrays, and what happens around each node.
//!
//! Invariant: every value that a node gives is measured and compared with the shape that rustc inferred for it
//! before anybody sees it; where rustc could not decide, the same `infer` runs on the real numbers.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::schedule::Role;
use crate::error::ErrorKind;
use crate::run::{FittedSlot, Plan, Work, execute, observed};
use crate::shape::{self, Shape, Signature, Sizes, Targets};
use crate::step::{Context, Fit, Measure, Out, Step};
use crate::{Error, Result};

/// What the compiler knows of a node.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    /// The path in its own pipeline: `strokes.pca`.
    pub path: &'static str,
    /// The step as the user wrote it: `Pca<12>`.
    pub step: &'static str,
    /// The step's signature.
    pub signature: &'static Signature,
    /// What stands before the step, in the user's words.
    pub sources: &'static [&'static str],
    /// What it learns against, in the user's words.
    pub target_sources: &'static [&'static str],
    /// Whether rustc left something to the real numbers.
    pub undecided: bool,
    /// The shapes of what it gives.
    pub outputs: &'static [Shape],
    /// Its number, which names the sizes that are born here.
    pub origin: u16,
}

/// A run in progress.
#[derive(Debug)]
pub struct Engine<'run> {
    context: &'run Context<'run>,
    sizes: Sizes,
}

impl<'run> Engine<'run> {
    /// A run whose sizes are those named in `sizes`.
    pub fn new(context: &'run Context<'run>, sizes: &Sizes) -> Self {
        Self { context, sizes: sizes.clone() }
    }

    /// Compares an input with its declared shape, which binds the sizes that it names first.
    ///
    /// # Errors
    /// The axes or their lengths differ.
    pub fn input(&self, name: &str, shape: &Shape, measure: &Measure) -> Result<()> {
        shape
            .check(measure.lengths(), &self.sizes)
            .map_err(|error| Error::of_kind(ErrorKind::Shape, format!("input `{name}`: {error}")))
    }

    /// Runs the nodes of `plan`: node `k` is `task(k)`.
    ///
    /// # Errors
    /// The first error of a node, with its path.
    pub fn execute(
        &self,
        plan: &Plan<'_>,
        inputs: &[Measure],
        task: &(impl Fn(usize) -> Result<()> + Sync),
    ) -> Result<()> {
        execute(plan, self.context, Work::of(inputs), task)
    }

    /// Runs one node: tells the observer, catches a panic, names the node in an error.
    ///
    /// # Errors
    /// What `body` reports.
    pub fn node<const OUTPUTS: usize>(
        &self,
        node: &'static Node,
        role: Role,
        body: impl FnOnce(&NodeContext<'_>) -> Result<Option<[Measure; OUTPUTS]>>,
    ) -> Result<()> {
        let context = self.context.node(node.path);
        let outputs = |outputs: &Option<[Measure; OUTPUTS]>| outputs.map_or_else(Vec::new, Vec::from);
        let run = || {
            let running = NodeContext { context, node, role, sizes: &self.sizes };
            catch_unwind(AssertUnwindSafe(|| body(&running)))
                .unwrap_or_else(|payload| Err(panicked(&*payload)))
        };
        match observed(&context, outputs, run) {
            Ok(_) => Ok(()),
            Err(error) => Err(context.locate(error)),
        }
    }

    /// Passes over a node that learns nothing, and whose output nobody needs.
    ///
    /// # Errors
    /// The step says that it learns nothing, and gives no fitted step.
    pub fn skip<S: Step>(&self, node: &'static Node, step: &S, fitted: &FittedSlot<S::Fitted>) -> Result<()> {
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

/// What a panic said.
fn panicked(payload: &(dyn Any + Send)) -> Error {
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = format!("the step panicked: {}", said.unwrap_or("(without a message)"));
    Error::of_kind(ErrorKind::Panic, message)
}

/// A node while it runs.
#[derive(Debug)]
pub struct NodeContext<'run> {
    context: Context<'run>,
    node: &'static Node,
    role: Role,
    sizes: &'run Sizes,
}

impl NodeContext<'_> {
    /// What the step is told about the run.
    pub fn context(&self) -> &Context<'_> {
        &self.context
    }

    /// Asks again, of the real numbers, what rustc could not decide.
    ///
    /// # Errors
    /// The inputs do not fit the signature, with the message that rustc would have given.
    pub fn check_inputs(&self, inputs: &[Measure], targets: Option<&[Measure]>) -> Result<()> {
        if !self.node.undecided {
            return Ok(());
        }
        let inputs = shapes(inputs);
        let targets = targets.map(shapes);
        let edge = shape::Edge {
            step: self.node.step,
            signature: self.node.signature,
            inputs: &inputs,
            sources: self.node.sources,
            targets: targets.as_deref().map_or(Targets::Fitted, Targets::Given),
            target_sources: self.node.target_sources,
            origin: self.node.origin,
        };
        match edge.infer().mismatch() {
            None => Ok(()),
            Some(mismatch) => Err(Error::of_kind(ErrorKind::Shape, mismatch.message(&edge).as_str())),
        }
    }

    /// Compares what the step gave with what its signature promises, which binds the sizes that are born here.
    ///
    /// # Errors
    /// They differ: the step broke its promise.
    pub fn check_output(&self, index: usize, measure: &Measure) -> Result<()> {
        let Some(promised) = self.node.outputs.get(index) else { return Ok(()) };
        promised.check(measure.lengths(), self.sizes).map_err(|error| {
            let Node { step, .. } = self.node;
            let message = if self.is_expectation() {
                format!("`{step}`: {error}")
            } else {
                format!("`{step}` breaks the promise of its signature: {error}")
            };
            Error::of_kind(
                if self.is_expectation() { ErrorKind::Shape } else { ErrorKind::BrokenPromise },
                message,
            )
        })
    }

    fn is_expectation(&self) -> bool {
        self.node.step.starts_with("expect ")
    }

    /// Fits the step as far as this run needs it.
    pub(super) fn fit<S: Fit<X, Y>, X: Clone, Y>(
        &self,
        step: &S,
        x: X,
        y: Y,
    ) -> Result<(S::Fitted, Option<Out<S, X>>)> {
        match self.role {
            Role::Learn => Ok((step.fit(x, y, &self.context)?, None)),
            Role::Skip | Role::Transform | Role::LearnAndTransform => {
                let (fitted, out) = step.fit_transform(x, y, &self.context)?;
                Ok((fitted, Some(out)))
            }
        }
    }
}

/// The shapes of real values.
fn shapes(measures: &[Measure]) -> Vec<Shape> {
    measures.iter().map(|measure| Shape::from_sizes(measure.lengths()).unwrap_or(Shape::POISON)).collect()
}
