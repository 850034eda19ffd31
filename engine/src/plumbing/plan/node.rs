//! The rows of a pipeline's static table: what the compiler knows about its inputs and nodes.
//!
//! Invariant: nodes are in topological order, and the values with the lowest numbers are the inputs.

use std::fmt;
use std::panic::Location;

use super::choice::{Arms, ChoiceNode};
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::{KeyOf, StepIdentity};
use crate::plumbing::plan::capability::input_features::InputFeatures;
use crate::plumbing::plan::capability::naming::Naming;
use crate::plumbing::plan::capability::nested::NestedVtable;
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::shape::{ParsedSignature, Shape, Signature};
use crate::step::Step;

/// A row of the table of inputs.
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
    /// The key of its value, if the type has one.
    pub key: KeyOf,
    /// What its type tells of its features.
    pub features: InputFeatures,
    /// Where the user wrote it.
    pub location: &'static Location<'static>,
}

/// The use of another node's fitted step, with the number of that node.
#[derive(Clone, Copy)]
pub enum Reuse {
    /// It applies the inverse.
    Inverse(u32),
    /// It applies the step to its own inputs.
    Reapply(u32),
}

/// These words are part of cache keys.
impl fmt::Debug for Reuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, node) = match self {
            Self::Inverse(node) => ("Undone", node),
            Self::Reapply(node) => ("Again", node),
        };
        f.debug_tuple(word).field(node).finish()
    }
}

impl Reuse {
    /// The number of the node.
    pub(crate) const fn node(self) -> usize {
        match self {
            Self::Inverse(node) | Self::Reapply(node) => node as usize,
        }
    }
}

/// What a node without a step does with its input.
#[derive(Debug, Clone, Copy)]
pub enum Expectation {
    /// It compares the shape with this one: `expect [n, 24]`.
    Stated(&'static Shape),
    /// It replaces the sizes known only at run time by those of this shape: a reapplied `expect`.
    Reapplied(&'static Shape),
    /// It passes the shape on: a column of records has their rows.
    Column,
}

/// A row of the table of nodes.
#[derive(Debug)]
pub struct Node {
    /// The path in its own pipeline: `strokes.pca`.
    pub(crate) path: &'static str,
    /// The step as the user wrote it: `Pca<12>`.
    pub(crate) step: &'static str,
    /// The step's signature; that of the inverse, if the node applies the inverse of a step.
    pub(crate) signature: Signature,
    /// The parsed text of the signature; `None` if the signature is poison.
    pub(crate) parsed: Option<&'static ParsedSignature>,
    /// Whether it learns.
    pub(crate) learns: bool,
    /// Whether each row of its output depends on the same row of its inputs alone.
    pub(crate) rowwise: bool,
    /// Whether it depends on an input that exists only while fitting.
    pub(crate) fit_only: bool,
    /// Whether its step acts only while fitting but nothing marks what it makes: its check reports that, and its outputs are
    /// poison.
    pub(crate) is_unmarked: bool,
    /// What it does with the shape of its input, if it has no step.
    pub(crate) expectation: Option<Expectation>,
    /// Where the user wrote it.
    pub(crate) location: &'static Location<'static>,
    /// The names of the inline blocks around it, outermost first.
    pub(crate) block: &'static [&'static str],
    /// What a step that is itself a pipeline tells of itself.
    pub(crate) nested: Option<NestedVtable>,
    /// How the fitted step names the features of its outputs.
    pub(crate) naming: Naming,
    /// The hyperparameters of a step that has some.
    pub(crate) hyperparameters: Option<HyperparameterVtable>,
    /// How a step that holds resources opens them.
    pub(crate) resources: Option<ResourceVtable>,
    /// What identifies the type of the step in a cache.
    pub(crate) identity: StepIdentity,
    /// The arms of a step that is a choice.
    pub(crate) choice: Option<ChoiceNode>,
    /// Numbers of the values that it transforms.
    pub(crate) inputs: &'static [u32],
    /// Numbers of the values that it learns against.
    pub(crate) targets: &'static [u32],
    /// The node whose fitted step it uses.
    pub(crate) reuses: Option<Reuse>,
    /// Numbers of its outputs.
    pub(crate) outputs: &'static [u32],
    /// For a step that acts only while fitting: numbers of the values that it passes on while predicting.
    pub(crate) bypass: Option<&'static [u32]>,
    /// Whether its shapes differ while predicting, because it depends on a step that changes the rows only while
    /// fitting.
    pub(crate) has_predict_shapes: bool,
}

/// The methods by which the generated code writes a row: first a node without a kind, then its kind, then what differs
/// from most nodes. rustc reads every token of a row, so a row is short.
impl Node {
    /// Creates the row of a node without a kind, whose shapes are poison.
    pub const fn new(
        path: &'static str,
        step: &'static str,
        location: &'static Location<'static>,
        inputs: &'static [u32],
        outputs: &'static [u32],
    ) -> Self {
        Self {
            path,
            step,
            signature: Signature::POISON,
            parsed: None,
            learns: false,
            rowwise: false,
            fit_only: false,
            is_unmarked: false,
            expectation: None,
            location,
            block: &[],
            nested: None,
            naming: Naming::NONE,
            hyperparameters: None,
            resources: None,
            identity: StepIdentity::STEPLESS,
            choice: None,
            inputs,
            targets: &[],
            reuses: None,
            outputs,
            bypass: None,
            has_predict_shapes: false,
        }
    }

    /// Makes it the row of a node with a step `S` of its own. The arguments are constants that depend on the traits of
    /// `S`, so only code that knows `S` can name them.
    #[must_use]
    pub const fn of<S: Step>(
        mut self,
        nested: Option<NestedVtable>,
        hyperparameters: Option<HyperparameterVtable>,
        resources: Option<ResourceVtable>,
        identity: StepIdentity,
    ) -> Self {
        self.signature = S::SIGNATURE;
        self.parsed = Some(const { &S::SIGNATURE.parse() });
        self.learns = S::LEARNS;
        self.rowwise = S::ROWWISE;
        self.nested = nested;
        self.naming = Naming::of::<S>();
        self.hyperparameters = hyperparameters;
        self.resources = resources;
        self.identity = identity;
        self
    }

    /// Sets the values that the step learns against.
    #[must_use]
    pub const fn against(mut self, targets: &'static [u32]) -> Self {
        self.targets = targets;
        self
    }

    /// Replaces the signature. The new one has the same text, and some of its names are declared sizes.
    #[must_use]
    pub const fn signed(mut self, signature: Signature) -> Self {
        self.signature = signature;
        self
    }

    /// Leaves the shapes of the node unknown if the step does not take the type of its input.
    #[must_use]
    pub const fn takes(mut self, is_taken: bool) -> Self {
        if !is_taken {
            self.parsed = None;
        }
        self
    }

    /// Sets the arms of the choice `C`.
    #[must_use]
    pub const fn choosing<C: Arms>(mut self) -> Self {
        self.choice = Some(ChoiceNode::of::<C>());
        self
    }

    /// Makes it a node that only compares or renames a shape.
    #[must_use]
    pub const fn expecting(mut self, expectation: Expectation) -> Self {
        self.expectation = Some(expectation);
        self.rowwise = true;
        self
    }

    /// Makes it a node that uses the fitted step of another node. The step, or its inverse, has this signature.
    #[must_use]
    pub const fn reusing(mut self, reuse: Reuse, signature: Signature, rowwise: bool) -> Self {
        self.reuses = Some(reuse);
        self.signature = signature;
        self.rowwise = rowwise;
        self
    }

    /// Says that it depends on an input that exists only while fitting.
    #[must_use]
    pub const fn fit_only(mut self) -> Self {
        self.fit_only = true;
        self
    }

    /// Says whether its step acts only while fitting; nothing marks what it makes.
    #[must_use]
    pub const fn unmarked(mut self, is_fit_only: bool) -> Self {
        self.is_unmarked = is_fit_only;
        self
    }

    /// Sets the values that it passes on while predicting.
    #[must_use]
    pub const fn bypassed(mut self, passed_on: &'static [u32]) -> Self {
        self.bypass = Some(passed_on);
        self
    }

    /// Says that its shapes differ while predicting.
    #[must_use]
    pub const fn predicting_other_shapes(mut self) -> Self {
        self.has_predict_shapes = true;
        self
    }

    /// Sets the names of the inline blocks around it, outermost first.
    #[must_use]
    pub const fn inside(mut self, block: &'static [&'static str]) -> Self {
        self.block = block;
        self
    }

    /// Returns whether it has no step and only compares or renames a shape.
    pub(crate) const fn is_expect(&self) -> bool {
        matches!(self.expectation, Some(Expectation::Stated(_) | Expectation::Reapplied(_)))
    }

    /// Returns whether it has no step and takes a column of its input.
    pub(crate) const fn is_column(&self) -> bool {
        matches!(self.expectation, Some(Expectation::Column))
    }

    /// Returns the numbers of the values that it uses while predicting.
    pub(crate) fn predicts_from(&self) -> &'static [u32] {
        self.bypass.unwrap_or(self.inputs)
    }
}
