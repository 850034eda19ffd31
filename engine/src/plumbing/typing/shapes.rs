//! The shape checks that rustc evaluates for a pipeline, each with its error message.

use crate::Result;
use crate::graph::Location;
use crate::plumbing::plan::node::Node;
use crate::shape::{Inference, Shape, SyntaxError, Targets, Text};

pub(crate) use crate::shape::Edge as ShapeEdge;

/// A shape that the user wrote, or its syntax error.
#[derive(Debug, Clone, Copy)]
pub struct DeclaredDims(Result<Shape, SyntaxError>, &'static str);

/// Parses the dims that the user wrote in the header or in `expect`.
pub const fn declare_dims(text: &'static str, constants: &'static [(&'static str, i64)]) -> DeclaredDims {
    DeclaredDims(Shape::parse(text, constants), text)
}

impl DeclaredDims {
    /// Returns the shape, or poison if it cannot be parsed.
    pub const fn shape(&self) -> Shape {
        match self.0 {
            Ok(shape) => shape,
            Err(_) => Shape::POISON,
        }
    }
}

/// Panics, at the caller's place, if the dims cannot be parsed.
#[track_caller]
pub const fn require_dims(declared: &DeclaredDims) {
    if let Err(error) = declared.0 {
        panic!("{}", error.message("shape", declared.1).as_str())
    }
}

/// Returns whether the shapes of a node are right and the equation has a name for each output.
pub const fn is_right(inference: &Inference, names: usize) -> bool {
    !inference.is_poison() && inference.mismatch().is_none() && inference.output_count() == names
}

/// Panics, at the caller's place, if the shapes of a step's inputs or the number of its outputs are wrong.
#[track_caller]
pub const fn require_step(inference: &Inference, edge: &ShapeEdge<'_>, names: usize) {
    crate::shape::require(inference, edge);
    if inference.mismatch().is_none() && !inference.is_poison() && inference.output_count() != names {
        let mut text = Text::<512>::new();
        text.push_str("step `");
        text.push_str(edge.step);
        text.push_str("` returns ");
        text.push_i64(inference.output_count() as i64);
        text.push_str(if inference.output_count() == 1 { " value" } else { " values" });
        text.push_str(", but the equation has ");
        text.push_i64(names as i64);
        text.push_str(if names == 1 {
            " name; write one name for each value: `(a, b) = ...`"
        } else {
            " names; write one name for each value"
        });
        panic!("{}", text.as_str())
    }
}

/// Does the same as [`require_step`] for a node with a step of its own, and makes the message from its table row.
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

/// The number of inputs that a message names. It shows the shapes of the others without names.
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

/// Does the same as [`require_step`] for a reapplied step, which was fitted on rows of the shapes `fitted_on`.
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

/// Returns a shape as text, such as `[n, 64]`, for an editor.
pub const fn shape_text(shape: &Shape) -> Text<160> {
    let mut text = Text::new();
    text.push_shape(shape);
    text
}

/// Returns the place of the call in the user's source.
#[track_caller]
pub const fn here() -> Location {
    let caller = std::panic::Location::caller();
    Location::new(caller.file(), caller.line(), caller.column())
}
