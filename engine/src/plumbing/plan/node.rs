//! The rows of a pipeline's static table: what the compiler knows about its inputs and nodes.
//!
//! Invariant: nodes are in topological order, and values are numbered by the inputs first.

use std::fmt;

use super::choice::ChoiceNode;
use crate::graph::{Graph, Location};
use crate::plumbing::plan::capability::hyperparameters::HyperparameterVtable;
use crate::plumbing::plan::capability::identity::{KeyOf, StepIdentity};
use crate::plumbing::plan::capability::resources::ResourceVtable;
use crate::shape::{Inference, Shape, Signature};

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
    /// The key of its value, where the type has one.
    pub key: KeyOf,
    /// Where the user wrote it.
    pub location: Location,
}

/// The number of a node, and what another does with its fitted step.
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

/// A row of the table of nodes.
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
    pub hyperparameters: Option<HyperparameterVtable>,
    /// The arms of a step that is a choice.
    pub choice: Option<ChoiceNode>,
    /// How a step that holds resources opens them.
    pub resources: Option<ResourceVtable>,
    /// What is known of the step's type.
    pub identity: StepIdentity,
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
    /// For a step that acts only while fitting: numbers of the values that it passes on while predicting.
    pub bypass: Option<&'static [u32]>,
    /// What the values are called, by number.
    pub labels: &'static [&'static str],
    /// Its number from 1, which names the sizes that are born here.
    pub origin: u16,
}

impl Node {
    /// The row of no node, from which the generated rows take what they do not say.
    pub const NONE: Self = Self {
        path: "",
        step: "",
        signature: Signature::POISON,
        learns: false,
        rowwise: false,
        fit_only: false,
        expect: false,
        location: Location::new("", 0, 0),
        block: &[],
        nested: None,
        hyperparameters: None,
        choice: None,
        resources: None,
        identity: StepIdentity::STEPLESS,
        inputs: &[],
        targets: &[],
        reuses: None,
        outputs: &[],
        shapes: &Inference::POISON,
        predicted: &Inference::POISON,
        bypass: None,
        labels: &[],
        origin: 0,
    };

    /// Returns the numbers of the values that it uses while predicting.
    pub(crate) fn predicts_from(&self) -> &'static [u32] {
        self.bypass.unwrap_or(self.inputs)
    }
}
