//! The shape checks that rustc evaluates for a pipeline, each with its error message.
//!
//! Invariant: a check that fails panics at the place of its caller, which is the user's token. A shape that is poison
//! passes every check, so one mistake is one error.

use std::panic::Location;

use crate::Result;
use crate::plumbing::plan::table::{Table, origin};
use crate::shape::{Edge as ShapeEdge, Inference, Shape, SyntaxError, Targets, Text};

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

/// Does the same as [`require_step`] for a node with a step of its own, and makes the message from the table.
#[track_caller]
pub const fn require_node<
    const VALUES: usize,
    const INPUTS: usize,
    const NODES: usize,
    const WIDTH: usize,
>(
    table: &Table<VALUES, INPUTS, NODES, WIDTH>,
    inferred: &[Inference; NODES],
    number: usize,
) {
    let (node, inference) = (&table.nodes[number], &inferred[number]);
    let inputs = Described::<WIDTH>::of(table, inferred, node.inputs);
    let targets = Described::<WIDTH>::of(table, inferred, node.targets);
    let edge = ShapeEdge {
        step: node.step,
        signature: &node.signature,
        inputs: inputs.shapes.split_at(node.inputs.len()).0,
        sources: inputs.labels.split_at(node.inputs.len()).0,
        targets: if node.targets.is_empty() {
            Targets::None
        } else {
            Targets::Given(targets.shapes.split_at(node.targets.len()).0)
        },
        target_sources: targets.labels.split_at(node.targets.len()).0,
        origin: origin(number),
    };
    require_step(inference, &edge, node.outputs.len());
}

/// Some values, as a message describes them.
struct Described<const WIDTH: usize> {
    shapes: [Shape; WIDTH],
    labels: [&'static str; WIDTH],
}

impl<const WIDTH: usize> Described<WIDTH> {
    const fn of<const VALUES: usize, const INPUTS: usize, const NODES: usize>(
        table: &Table<VALUES, INPUTS, NODES, WIDTH>,
        inferred: &[Inference; NODES],
        values: &[u32],
    ) -> Self {
        let mut described = Self { shapes: [Shape::POISON; WIDTH], labels: [""; WIDTH] };
        let mut at = 0;
        while at < values.len() {
            described.shapes[at] = table.shape(inferred, values[at]);
            described.labels[at] = table.labels[values[at] as usize];
            at += 1;
        }
        described
    }
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

/// Does the same as [`require_step`] for the inverse of a step that returned values of the shapes `returned`.
#[track_caller]
pub const fn require_inverse(inference: &Inference, edge: &ShapeEdge<'_>, returned: &[Shape]) {
    require_step(inference, edge, 1);
    if inference.mismatch().is_none() && !edge.infer().is_poison() {
        crate::shape::require_as_returned(edge, returned);
    }
}

/// Returns a shape as text, such as `[n, 64]`, for an editor.
pub const fn shape_text(shape: &Shape) -> Text<160> {
    let mut text = Text::new();
    text.push_shape(shape);
    text
}

/// Returns the place of the call in the user's source.
#[track_caller]
pub const fn here() -> &'static Location<'static> {
    Location::caller()
}
