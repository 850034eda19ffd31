//! The graph of a pipeline, from what the compiler knows of its nodes.

use super::engine::Node;
use super::shown::edge_type;
use crate::graph::{Graph, GraphBuilder, Location, Port, StepInfo};
use crate::shape::Shape;

/// An input as it is drawn.
#[derive(Debug)]
pub struct DrawnInput {
    /// The user's name for it.
    pub name: &'static str,
    /// Whether it exists only while fitting.
    pub fit_only: bool,
    /// Its shape.
    pub shape: Shape,
    /// Where the user wrote it.
    pub location: Location,
}

/// Draws a pipeline, of which the first argument is the name and the lines of documentation. `types` are the names of the types of all values, inputs first; `outputs` are numbers of values.
///
/// A value without an origin stands behind a mistake that rustc has reported, and is left out.
pub fn draw(
    (name, docs): (&str, &[&str]),
    inputs: &[DrawnInput],
    nodes: &[Node],
    types: &[&str],
    outputs: &[(&str, usize)],
) -> Graph {
    let mut builder = GraphBuilder::new(name);
    let lines: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    builder.docs(lines.join("\n"));
    let mut ports: Vec<Option<Port>> = vec![None; types.len()];
    let type_name = |value: usize| types.get(value).copied().unwrap_or_default();
    for (value, input) in inputs.iter().enumerate() {
        let drawn = edge_type(type_name(value), &input.shape);
        ports[value] = Some(builder.input(input.name, input.fit_only, input.location, drawn));
    }
    for node in nodes {
        let known = |values: &[u32]| -> Vec<Port> {
            values.iter().filter_map(|&value| ports.get(value as usize)?.clone()).collect()
        };
        let (sources, targets) = (known(node.inputs), known(node.targets));
        let info = StepInfo {
            path: node.path,
            step: node.step,
            learns: node.learns,
            rowwise: node.rowwise,
            fit_only: node.fit_only,
            expect: node.expect,
            location: node.location,
            block: node.block,
        };
        let drawn = node.outputs.iter().enumerate();
        let drawn =
            drawn.map(|(index, &value)| edge_type(type_name(value as usize), &node.shapes.output(index)));
        let given = builder.step(info, &sources, &targets, node.nested.map(|graph| graph()), drawn.collect());
        for (&value, port) in node.outputs.iter().zip(given) {
            ports[value as usize] = Some(port);
        }
    }
    for &(name, value) in outputs {
        if let Some(Some(port)) = ports.get(value) {
            builder.output(name, port);
        }
    }
    builder.finish()
}
