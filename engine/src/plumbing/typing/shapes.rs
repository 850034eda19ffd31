//! The checks that rustc evaluates for a pipeline, each with the message of its mistake.

use crate::Result;
use crate::graph::Location;
use crate::plumbing::plan::node::Node;
use crate::shape::{Inference, Shape, SyntaxError, Targets, Text};

pub(crate) use crate::shape::Edge as ShapeEdge;

/// A shape that the user wrote, or what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredDims(Result<Shape, SyntaxError>, &'static str);

/// Reads the dims that the user wrote in a header, a promise or `expect`.
pub const fn declare_dims(text: &'static str, constants: &'static [(&'static str, i64)]) -> DeclaredDims {
    DeclaredDims(Shape::parse(text, constants), text)
}

impl DeclaredDims {
    /// The shape; poison where it cannot be read.
    pub const fn shape(&self) -> Shape {
        match self.0 {
            Ok(shape) => shape,
            Err(_) => Shape::POISON,
        }
    }
}

/// Stops the compiler, at the caller, where the dims cannot be read.
#[track_caller]
pub const fn require_dims(declared: &DeclaredDims) {
    if let Err(error) = declared.0 {
        panic!("{}", error.message("shape", declared.1).as_str())
    }
}

/// Whether a node's shapes are right, and as many as the equation has names.
pub const fn is_right(inference: &Inference, names: usize) -> bool {
    !inference.is_poison() && inference.mismatch().is_none() && inference.output_count() == names
}

/// Stops the compiler, at the caller, where the shapes before a step or the number of its outputs are wrong.
#[track_caller]
pub const fn require_step(inference: &Inference, edge: &ShapeEdge<'_>, names: usize) {
    crate::shape::require(inference, edge);
    if inference.mismatch().is_none() && !inference.is_poison() && inference.output_count() != names {
        let mut text = Text::<512>::new();
        text.push_str("step `");
        text.push_str(edge.step);
        text.push_str("` gives ");
        text.push_i64(inference.output_count() as i64);
        text.push_str(if inference.output_count() == 1 { " value" } else { " values" });
        text.push_str(", and the equation has ");
        text.push_i64(names as i64);
        text.push_str(if names == 1 {
            " name; take them apart: `(a, b) = ...`"
        } else {
            " names; write one name for each value"
        });
        panic!("{}", text.as_str())
    }
}

/// As [`require_step`], for a node with a step of its own: the message is made from its row in the table.
#[track_caller]
pub const fn require_node(node: &Node, inputs: &[Shape], targets: Targets<'_>) {
    let (sources, target_sources) = (labels(node, node.inputs), labels(node, node.targets));
    let edge = ShapeEdge {
        step: node.step,
        signature: &node.signature,
        inputs,
        sources: sources.split_at(least(node.inputs.len(), LABELS)).0,
        targets,
        target_sources: target_sources.split_at(least(node.targets.len(), LABELS)).0,
        origin: node.origin,
    };
    require_step(node.shapes, &edge, node.outputs.len());
}

/// The number of inputs that a message names; it shows the shapes of the others without a name.
const LABELS: usize = 64;

const fn labels(node: &Node, values: &[u32]) -> [&'static str; LABELS] {
    let mut labels = [""; LABELS];
    let mut at = 0;
    while at < least(values.len(), LABELS) {
        labels[at] = node.labels[values[at] as usize];
        at += 1;
    }
    labels
}

const fn least(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

/// As [`require_step`], for a fitted step that is applied to other rows than those of the shapes `fitted_on`.
#[track_caller]
pub const fn require_reapplied(
    inference: &Inference,
    edge: &ShapeEdge<'_>,
    fitted_on: &[Shape],
    names: usize,
) {
    crate::shape::require_as_fitted(edge, fitted_on);
    require_step(inference, edge, names);
}

/// A shape as text, `[n, 64]`, for an editor.
pub const fn shape_text(shape: &Shape) -> Text<160> {
    let mut text = Text::new();
    text.push_shape(shape);
    text
}

/// The place in the user's source where this is called.
#[track_caller]
pub const fn here() -> Location {
    let caller = std::panic::Location::caller();
    Location::new(caller.file(), caller.line(), caller.column())
}
