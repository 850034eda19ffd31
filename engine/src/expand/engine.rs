//! One run of a pipeline: its sizes, the checks of real arrays, and what happens around each node.
//!
//! Invariant: every value that a node gives is measured and compared with the shape that rustc inferred for it
//! before anybody sees it; where rustc could not decide, the same `infer` runs on the real numbers.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::assemble::{Assembled, Mode, Tables};
use super::choice::ChoiceNode;
use super::facts::{KeyOf, StepFacts};
use super::holding::Opens;
#[cfg(feature = "cache")]
use super::keys::{Accepted, Given, Keys};
use super::tuning::Knobs;
use crate::diagnostics::poison::poisoned;
use crate::error::ErrorKind;
use crate::graph::{Graph, Location};
use crate::run::{FittedSlot, is_observed, observed};
use crate::shape::{self, Inference, Shape, Signature, Sizes, Symbol, Targets};
use crate::step::{Context, Measure, Step};
use crate::{Error, Result};

/// What the compiler knows of an input.
#[derive(Debug)]
pub struct Input {
    /// The user's name for it.
    pub name: &'static str,
    /// Whether it exists only while fitting.
    pub fit_only: bool,
    /// Its shape.
    pub shape: Shape,
    /// The name of its type.
    pub type_name: fn() -> &'static str,
    /// The key of its value, where the type has one.
    pub key: KeyOf,
    /// Where the user wrote it.
    pub location: Location,
}

/// The number of a node, and what another does with its fitted step.
#[derive(Debug, Clone, Copy)]
pub enum Reuse {
    /// It undoes it.
    Undone(u32),
    /// It applies it to inputs of its own.
    Again(u32),
}

impl Reuse {
    /// The number of the node.
    pub(super) const fn node(self) -> usize {
        match self {
            Self::Undone(node) | Self::Again(node) => node as usize,
        }
    }
}

/// What the compiler knows of a node.
#[derive(Debug)]
pub struct Node {
    /// The path in its own pipeline: `strokes.pca`.
    pub path: &'static str,
    /// The step as the user wrote it: `Pca<12>`.
    pub step: &'static str,
    /// The step's signature.
    pub signature: Signature,
    /// Whether it learns.
    pub learns: bool,
    /// Whether each row of its output depends on the same row of its inputs alone.
    pub rowwise: bool,
    /// Whether it depends on an input that exists only while fitting.
    pub fit_only: bool,
    /// Whether it only compares a shape.
    pub expect: bool,
    /// Where the user wrote it.
    pub location: Location,
    /// The names of the inline blocks around it, outermost first.
    pub block: &'static [&'static str],
    /// The graph of a step that is itself a pipeline.
    pub nested: Option<fn() -> Graph>,
    /// The hyperparameters of a step that has some.
    pub knobs: Option<Knobs>,
    /// The arms of a step that is a choice.
    pub choice: Option<ChoiceNode>,
    /// How a step that holds resources opens them.
    pub holds: Option<Opens>,
    /// What is known of the step's type.
    pub facts: StepFacts,
    /// Numbers of the values that it transforms.
    pub inputs: &'static [u32],
    /// Numbers of the values that it learns against.
    pub targets: &'static [u32],
    /// The node whose fitted step it uses.
    pub reuses: Option<Reuse>,
    /// Numbers of the values that it gives.
    pub outputs: &'static [u32],
    /// What rustc inferred of its shapes while fitting.
    pub shapes: &'static Inference,
    /// The same while predicting, where steps that act only while fitting change the rows before it.
    pub predicted: &'static Inference,
    /// For a step that acts only while fitting: numbers of the values that it hands on while predicting.
    pub passes: Option<&'static [u32]>,
    /// What the values are called, by number.
    pub labels: &'static [&'static str],
    /// Its number from 1, which names the sizes that are born here.
    pub origin: u16,
}

impl Node {
    /// Numbers of the values that it takes while predicting.
    pub(super) fn predicts_from(&self) -> &'static [u32] {
        self.passes.unwrap_or(self.inputs)
    }
}

/// Every size that is named in the shapes of the inputs and of what the nodes give.
pub(super) fn sizes(inputs: &'static [Input], nodes: &'static [Node]) -> Sizes {
    let given = nodes.iter().flat_map(|node| node.shapes.outputs());
    let signatures = nodes.iter().flat_map(|node| {
        let arms = node.choice.iter().flat_map(ChoiceNode::signatures);
        std::iter::once(&node.signature).chain(arms)
    });
    let declared: Vec<Shape> = signatures.flat_map(Signature::declared_sizes).collect();
    Sizes::for_shapes(inputs.iter().map(|input| &input.shape).chain(given).chain(&declared))
}

/// A run in progress.
#[derive(Debug)]
pub struct Engine<'run> {
    context: &'run Context<'run>,
    tables: &'static Tables,
    uses: &'run [u32],
    predicts: bool,
    sizes: Sizes,
    /// The keys of the inputs, where a cache asks for them.
    #[cfg(feature = "cache")]
    accepted: Option<Accepted>,
    /// The keys of all values, where a cache knows them.
    #[cfg(feature = "cache")]
    keys: Option<&'run Keys>,
}

impl<'run> Engine<'run> {
    /// A run of the pipeline of these tables.
    pub(super) fn new(context: &'run Context<'run>, tables: &'static Tables, mode: &'static Mode) -> Self {
        Self { predicts: mode.predicts(), ..Self::with_uses(context, tables, mode.uses()) }
    }

    /// A run that fits, in which each value is used so often.
    pub(super) fn with_uses(
        context: &'run Context<'run>,
        tables: &'static Tables,
        uses: &'run [u32],
    ) -> Self {
        Self {
            context,
            tables,
            uses,
            predicts: false,
            sizes: tables.sizes.clone(),
            #[cfg(feature = "cache")]
            accepted: None,
            #[cfg(feature = "cache")]
            keys: None,
        }
    }

    /// What the pipeline is told about the run.
    pub(super) fn context(&self) -> &'run Context<'run> {
        self.context
    }

    /// How often a value is used.
    pub(super) fn uses(&self, value: usize) -> u32 {
        self.uses.get(value).copied().unwrap_or(0)
    }

    /// What rustc knows of a node.
    fn known(&self, number: u32) -> Result<&'static Node> {
        self.tables.nodes.get(number as usize).ok_or_else(poisoned)
    }

    /// Takes the numbers of the sizes that the user declares.
    ///
    /// # Errors
    /// Two steps hold different numbers for one size.
    pub(super) fn declare<P: Assembled>(&self, steps: &P) -> Result<()> {
        for (name, number) in steps.declared()? {
            // Nothing has bound it before, since no input has a size of this name.
            let _: std::result::Result<(), usize> =
                Symbol::new(name, 0).map_or(Ok(()), |size| self.sizes.bind(size, number));
        }
        Ok(())
    }

    /// Compares the inputs with their declared shapes, which binds the sizes that they name first.
    ///
    /// # Errors
    /// The axes or their lengths differ.
    pub(super) fn inputs(&self, measures: &[Measure]) -> Result<()> {
        self.tables.inputs.iter().zip(measures).try_for_each(|(Input { name, shape, .. }, measure)| {
            shape
                .check(measure.lengths(), &self.sizes)
                .map_err(|error| Error::of_kind(ErrorKind::Shape, format!("input `{name}`: {error}")))
        })
    }

    /// Compares an output with the shape that the pipeline promises, where rustc could not. `keeps` is what rustc found.
    ///
    /// # Errors
    /// The axes or their lengths differ.
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

    /// Runs one node: tells the observer, catches a panic, names the node in an error.
    pub(super) fn node(
        &self,
        number: u32,
        body: impl FnOnce(&NodeContext<'_>) -> Result<Vec<Measure>>,
    ) -> Result<()> {
        let node = self.known(number)?;
        let holder = node.reuses.map_or(Ok(node), |reuse| self.known(reuse.node() as u32))?;
        let context = self.context.node(node.path).held_by(holder.path);
        #[cfg(feature = "cache")]
        let given = self.keys.filter(|_| node.nested.is_some()).map(|keys| Given::to(node, keys));
        #[cfg(feature = "cache")]
        let context = given.as_ref().map_or(context, |given| context.telling(given));
        let run = || {
            let shapes = if self.predicts { node.predicted } else { node.shapes };
            let running = NodeContext { context, node, shapes, sizes: &self.sizes, uses: self.uses };
            caught(|| body(&running))
        };
        context.run().proceed().map_err(|error| context.locate(error))?;
        match observed(&context, Clone::clone, run) {
            Ok(_) => Ok(()),
            Err(error) => Err(context.locate(error)),
        }
    }

    /// Does for a node what is no run of it: tells nobody, catches a panic, names the node in an error.
    pub(super) fn apart<T>(&self, number: u32, body: impl FnOnce(&Context<'_>) -> Result<T>) -> Result<T> {
        let context = self.context.node(self.known(number)?.path);
        caught(|| body(&context)).map_err(|error| context.locate(error))
    }

    /// As [`apart`](Self::apart), with the checks of a run.
    #[cfg(feature = "cache")]
    pub(super) fn apart_checked<T>(
        &self,
        number: u32,
        body: impl FnOnce(&NodeContext<'_>) -> Result<T>,
    ) -> Result<T> {
        let node = self.known(number)?;
        let context = self.context.node(node.path);
        let shapes = node.shapes;
        caught(|| body(&NodeContext { context, node, shapes, sizes: &self.sizes, uses: self.uses }))
    }

    /// The same run, in which a cache asks for the keys of the inputs.
    #[cfg(feature = "cache")]
    pub(super) fn hashing(mut self) -> Self {
        self.accepted = Some(Accepted::new(self.context, self.tables));
        self
    }

    /// What is known of the keys of the inputs.
    #[cfg(feature = "cache")]
    pub(super) fn accepted(&self) -> Option<&Accepted> {
        self.accepted.as_ref()
    }

    /// Notes the key of an input.
    #[cfg(feature = "cache")]
    pub(super) fn hash(&self, number: usize, value: &dyn Any) {
        if let Some(accepted) = &self.accepted {
            accepted.hash(self.tables, number, value);
        }
    }

    /// The same run, for the nodes that a cache leaves: each value is used so often.
    #[cfg(feature = "cache")]
    pub(super) fn remaining<'rest>(&'rest self, uses: &'rest [u32], keys: &'rest Keys) -> Engine<'rest> {
        Engine {
            sizes: self.sizes.clone(),
            keys: Some(keys),
            ..Engine::with_uses(self.context, self.tables, uses)
        }
    }

    /// Passes over a node that learns nothing, and whose output nobody needs.
    pub(super) fn skip<S: Step>(&self, number: u32, step: &S, fitted: &FittedSlot<S::Fitted>) -> Result<()> {
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

/// A panic is an error.
pub(super) fn caught<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| Err(panicked(&*payload)))
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
    shapes: &'static Inference,
    sizes: &'run Sizes,
    uses: &'run [u32],
}

impl NodeContext<'_> {
    /// What the step is told about the run.
    pub(super) fn context(&self) -> &Context<'_> {
        &self.context
    }

    /// Whether anybody wants to know how large the outputs are.
    pub(super) fn is_observed(&self) -> bool {
        is_observed(&self.context)
    }

    /// Asks again, of the real numbers, what rustc could not decide. The message is the one that rustc would give. `step`
    /// is the step, or the fitted one: of a choice, it tells the arm that counts.
    pub(super) fn check_inputs(
        &self,
        step: &dyn Any,
        inputs: &[Measure],
        targets: Option<&[Measure]>,
    ) -> Result<()> {
        if !self.shapes.undecided() || self.node.expect {
            return Ok(());
        }
        let arm = self.node.choice.and_then(|choice| choice.chosen(step));
        let (called, signature) = match &arm {
            Some(arm) => (arm.step, arm.signature),
            None => (self.node.step, self.node.signature),
        };
        let signature = &signature.at(self.sizes);
        let labels = |numbers: &[u32]| -> Vec<&str> {
            numbers.iter().filter_map(|&number| self.node.labels.get(number as usize).copied()).collect()
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
            origin: self.node.origin,
        };
        match edge.infer().mismatch() {
            None => Ok(()),
            Some(mismatch) => Err(Error::of_kind(ErrorKind::Shape, mismatch.message(&edge).as_str())),
        }
    }

    /// Compares what the step gave with what its signature promises, which binds the sizes that are born here; how
    /// often the value is used.
    pub(super) fn check_output(&self, index: usize, measure: &Measure) -> Result<u32> {
        let uses = self.node.outputs.get(index).and_then(|&value| self.uses.get(value as usize));
        let uses = uses.copied().unwrap_or(0);
        let Some(promised) = self.shapes.outputs().get(index) else { return Ok(uses) };
        promised.check(measure.lengths(), self.sizes).map_err(|error| {
            let Node { step, expect, inputs, labels, .. } = self.node;
            if *expect {
                let value = inputs.first().and_then(|&input| labels.get(input as usize)).unwrap_or(step);
                return broken_promise(ErrorKind::Shape, "expect", value, *promised, measure);
            }
            let message = format!("`{step}` breaks the promise of its signature: {error}");
            Error::of_kind(ErrorKind::BrokenPromise, message)
        })?;
        Ok(uses)
    }
}

/// That a value is not what the user says, in the words in which rustc says so.
fn broken_promise(kind: ErrorKind, promiser: &str, value: &str, promised: Shape, measure: &Measure) -> Error {
    let found = Shape::from_sizes(measure.lengths()).unwrap_or(Shape::POISON);
    Error::of_kind(kind, shape::Promise { promiser, value, found, promised }.message().as_str())
}

/// The shapes of real values.
fn shapes(measures: &[Measure]) -> Vec<Shape> {
    measures.iter().map(|measure| Shape::from_sizes(measure.lengths()).unwrap_or(Shape::POISON)).collect()
}
