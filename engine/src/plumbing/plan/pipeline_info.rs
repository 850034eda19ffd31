//! The tables that rustc computes for a pipeline, and the plans that follow from them.
//!
//! Invariant: it is made once for each pipeline, at its first use.

use super::choice::ChoiceNode;
use super::execution_plan::ExecutionPlan;
use super::liveness::holds_resources;
use super::node::{Input, Node, Reuse};
use super::table::Table;
use crate::shape::{Inference, Shape, Signature, Sizes};

/// The table of a pipeline, the shapes that rustc inferred from it, and the plans of its runs.
#[derive(Debug)]
pub struct PipelineInfo {
    /// The inputs, then those that exist only while fitting.
    pub inputs: &'static [Input],
    /// The nodes in topological order.
    pub nodes: &'static [Node],
    /// The names of the values in messages, by number.
    pub labels: &'static [&'static str],
    /// The inference of each node while fitting.
    pub shapes: &'static [Inference],
    /// The inference of each node while predicting.
    pub predicted: &'static [Inference],
    /// The plan of a fit.
    pub fit: ExecutionPlan,
    /// The plan of a fit that also returns the outputs.
    pub fit_transform: ExecutionPlan,
    /// The plan of a prediction.
    pub predict: ExecutionPlan,
    /// The sizes in its shapes, none of which is bound.
    pub(crate) sizes: Sizes,
    /// Whether a step may hold resources.
    pub holds_resources: bool,
    /// The module of the pipeline, and the identity of the code of its package.
    pub(crate) package: (&'static str, u64),
    /// Other names of values, by their numbers: of the equations `a = b;`.
    pub(crate) renamed: &'static [(&'static str, u32)],
}

impl PipelineInfo {
    /// Creates the tables of a pipeline that predicts the values `outputs` with the nodes `predicted`.
    pub fn new<const VALUES: usize, const INPUTS: usize, const NODES: usize, const WIDTH: usize>(
        table: &'static Table<VALUES, INPUTS, NODES, WIDTH>,
        shapes: &'static [Inference; NODES],
        predicted_shapes: &'static [Inference; NODES],
        predicted: &[u32],
        outputs: &[u32],
        package: (&'static str, u64),
    ) -> Self {
        let (inputs, nodes): (&'static [Input], &'static [Node]) = (&table.inputs, &table.nodes);
        let fit = ExecutionPlan::fit(nodes);
        let fit_transform = fit.with_outputs(nodes, outputs);
        let predict = ExecutionPlan::predict(nodes, predicted, outputs);
        Self {
            inputs,
            nodes,
            labels: &table.labels,
            shapes,
            predicted: predicted_shapes,
            fit,
            fit_transform,
            predict,
            sizes: sizes(inputs, nodes, shapes),
            holds_resources: holds_resources(nodes),
            package,
            renamed: &[],
        }
    }

    /// Adds other names of values.
    #[must_use]
    pub fn renaming(self, renamed: &'static [(&'static str, u32)]) -> Self {
        Self { renamed, ..self }
    }

    /// Returns the number of the node that has the step which this node uses: its own number, or that of another node.
    pub(crate) fn owner(&self, node: usize) -> usize {
        self.nodes.get(node).and_then(|row| row.reuses).map_or(node, Reuse::node)
    }

    /// Returns the name of the column or input from which a chain of steps with one input makes a value; of a value from several
    /// inputs, its own name.
    pub(crate) fn column(&self, mut value: u32) -> Option<&'static str> {
        while let Some(maker) = self.nodes.iter().find(|node| node.outputs.contains(&value)) {
            match maker.inputs {
                [input] if !maker.is_column() => value = *input,
                _ => break,
            }
        }
        self.labels.get(value as usize).copied()
    }
}

/// Returns every size in the shapes of the inputs and of the outputs of nodes.
fn sizes(inputs: &[Input], nodes: &'static [Node], shapes: &[Inference]) -> Sizes {
    let given = shapes.iter().flat_map(Inference::outputs);
    let signatures = nodes.iter().flat_map(|node| {
        let arms = node.choice.iter().flat_map(ChoiceNode::signatures);
        std::iter::once(&node.signature).chain(arms)
    });
    let declared: Vec<Shape> = signatures.flat_map(Signature::declared_sizes).collect();
    Sizes::for_shapes(inputs.iter().map(|input| &input.shape).chain(given).chain(&declared))
}
