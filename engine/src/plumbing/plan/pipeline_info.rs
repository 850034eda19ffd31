//! All that the compiler knows of a pipeline, and the plans that follow from it.
//!
//! Invariant: it is made once for a pipeline, when it first runs.

use super::choice::ChoiceNode;
use super::execution_plan::ExecutionPlan;
use super::liveness::holds_resources;
use super::node::{Input, Node};
use crate::shape::{Shape, Signature, Sizes};

/// What rustc knows of a pipeline, and the runs that follow from it.
#[derive(Debug)]
pub struct PipelineInfo {
    /// The inputs, then those that exist only while fitting.
    pub inputs: &'static [Input],
    /// The nodes in topological order.
    pub nodes: &'static [Node],
    /// What its fit runs.
    pub fit: ExecutionPlan,
    /// The plan of a fit that also returns the outputs.
    pub fit_transform: ExecutionPlan,
    /// What its predict runs.
    pub predict: ExecutionPlan,
    /// The sizes in its shapes, none of them known yet.
    pub(crate) sizes: Sizes,
    /// Whether a step may hold resources.
    pub holds_resources: bool,
}

impl PipelineInfo {
    /// The tables of a pipeline that predicts the values `outputs` with the nodes `predicted`.
    pub fn new(inputs: &'static [Input], nodes: &'static [Node], predicted: &[u32], outputs: &[u32]) -> Self {
        let fit = ExecutionPlan::fit(nodes);
        let fit_transform = fit.with_outputs(nodes, outputs);
        let predict = ExecutionPlan::predict(nodes, predicted, outputs);
        Self {
            inputs,
            nodes,
            fit,
            fit_transform,
            predict,
            sizes: sizes(inputs, nodes),
            holds_resources: holds_resources(nodes),
        }
    }
}

/// Every size that is named in the shapes of the inputs and of what the nodes give.
pub(crate) fn sizes(inputs: &'static [Input], nodes: &'static [Node]) -> Sizes {
    let given = nodes.iter().flat_map(|node| node.shapes.outputs());
    let signatures = nodes.iter().flat_map(|node| {
        let arms = node.choice.iter().flat_map(ChoiceNode::signatures);
        std::iter::once(&node.signature).chain(arms)
    });
    let declared: Vec<Shape> = signatures.flat_map(Signature::declared_sizes).collect();
    Sizes::for_shapes(inputs.iter().map(|input| &input.shape).chain(given).chain(&declared))
}
