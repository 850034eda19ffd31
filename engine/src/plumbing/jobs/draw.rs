//! The graph of a pipeline, from its static table and the types of its nodes.
//!
//! Invariant: no node runs and no step is created, so a graph depends only on the type of the pipeline.

use std::cell::RefCell;

use super::edge_type::edge_type;
use crate::Result;
use crate::graph::{EdgeRole, Graph, GraphBuilder, Location, Port, StepInfo};
use crate::plumbing::exec::execution::Execution;
use crate::plumbing::exec::node::ErasedNode;
use crate::plumbing::exec::pipeline::{NodeVisitor, PipelineDef};
use crate::plumbing::plan::node::{Input, Node, Reuse};
use crate::plumbing::plan::pipeline_info::PipelineInfo;

/// Builds the graph of a pipeline. The first argument is its name and the lines of its documentation. `types` has the
/// type names of the outputs of each node, and `outputs` the numbers of the promised outputs.
///
/// A value without a port follows a mistake that rustc has reported, and is left out.
pub(crate) fn draw(
    (name, docs): (&str, &[&str]),
    info: &PipelineInfo,
    types: &[Vec<&'static str>],
    outputs: &[(&str, usize)],
) -> Graph {
    let PipelineInfo { inputs, nodes, shapes, .. } = *info;
    let mut builder = GraphBuilder::new(name);
    let lines: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    builder.docs(lines.join("\n"));
    let mut ports: Vec<Option<Port>> = Vec::new();
    for input in inputs {
        let drawn = edge_type((input.type_name)(), &input.shape);
        let port = builder.input(input.name, input.fit_only, place(input.location), drawn);
        builder.categories(&port, input.features.categories(None));
        ports.push(Some(port));
    }
    for ((node, shapes), types) in nodes.iter().zip(shapes).zip(types) {
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
            expect: node.is_expect(),
            location: place(node.location),
            block: node.block,
        };
        let drawn = types.iter().enumerate().map(|(index, name)| edge_type(name, &shapes.output(index)));
        let given = builder.step(
            info,
            &sources,
            &targets,
            node.nested.map(|nested| (nested.graph)()),
            drawn.collect(),
        );
        if node.is_column()
            && let Some(port) = given.first()
        {
            builder.categories(port, column_categories(inputs, node));
        }
        let reused = node.reuses.and_then(|reused| nodes.get(reused.node())?.outputs.first());
        if let (Some(reused), Some(this)) = (reused.map(std::slice::from_ref).map(known), given.first()) {
            let is_undone = matches!(node.reuses, Some(Reuse::Inverse(_)));
            let role = if is_undone { EdgeRole::Undone } else { EdgeRole::Reused };
            reused.iter().for_each(|reused| builder.reuses(this, reused, role));
        }
        for (&value, port) in node.outputs.iter().zip(given) {
            let place = value as usize;
            ports.resize(ports.len().max(place + 1), None);
            ports[place] = Some(port);
        }
    }
    for &(name, value) in outputs {
        if let Some(Some(port)) = ports.get(value) {
            builder.output(name, port);
        }
    }
    builder.finish()
}

/// Returns the categories of a column of records; none if it has no closed set of them.
pub(super) fn column_categories(inputs: &[Input], node: &Node) -> &'static [&'static str] {
    let input = node.inputs.first().and_then(|&input| inputs.get(input as usize));
    input.map_or(&[], |input| {
        input.features.categories(Some(node.step.trim_start_matches(".r#").trim_start_matches('.')))
    })
}

/// Returns a place in the user's source.
fn place(location: &'static std::panic::Location<'static>) -> Location {
    Location::new(location.file(), location.line(), location.column())
}

/// The visitor that reads the type names of the nodes and runs none of them.
struct Look {
    types: RefCell<Vec<Vec<&'static str>>>,
}

impl<P: PipelineDef> NodeVisitor<P> for Look {
    fn begin(&self, nodes: &[&dyn ErasedNode<P>]) -> Result<bool> {
        self.types.borrow_mut().extend(nodes.iter().map(|node| node.type_names()));
        Ok(false)
    }

    fn execution(&self) -> Execution<'_> {
        unreachable!("this job runs no node")
    }
}

/// Returns the graph of a pipeline. The first argument is its name and the lines of its documentation.
pub fn graph<P: PipelineDef>(called: (&str, &[&str]), outputs: &[(&str, usize)]) -> Graph {
    let info = P::info();
    let job = Look { types: RefCell::default() };
    // A job that runs no node returns no error.
    let _: Result<()> = P::visit_nodes(&job);
    draw(called, info, &job.types.into_inner(), outputs)
}
