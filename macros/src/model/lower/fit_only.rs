//! Which nodes exist only in the fit graph, and which are bypassed in the predict graph.
//!
//! Invariant: a value is `fit_only` if and only if it depends on a fit input. `.fit(..)` edges are ignored, because a fitted
//! supervised step predicts without its target. Output `i` of a bypassed step depends only on its input `i`; its outputs
//! marked `fit` do not exist at predict time.

use crate::model::node::{Node, NodeKind};
use crate::model::pipeline::Pipeline;
use crate::model::value::Origin;
use crate::parse::syntax::Form;

/// Marks nodes and their outputs.
pub(super) struct FitOnly {
    /// For each value before lowering: the predict graph needs it.
    is_needed: Vec<bool>,
}

impl FitOnly {
    /// Finds the values that the predict graph needs: those from which an output, or a value named by a `through`, can be
    /// reached. `through` needs no expansion for this, since its copies read no value that the link itself does not read.
    pub(super) fn new(pipeline: &Pipeline) -> Self {
        let mut is_needed = vec![false; pipeline.values.len()];
        let outputs = pipeline.outputs.iter().map(|output| output.value);
        let mut wanted: Vec<usize> =
            outputs.chain(pipeline.reapplied.iter().copied()).map(|value| value.0).collect();
        while let Some(value) = wanted.pop() {
            let Some(needed) = is_needed.get_mut(value) else { continue };
            if !std::mem::replace(needed, true)
                && let Some(Origin::Node { node, .. }) = pipeline.values.get(value).map(|value| &value.origin)
                && let Some(node) = pipeline.nodes.get(node.0)
            {
                wanted.extend(node.inputs.values.iter().map(|input| input.0));
            }
        }
        Self { is_needed }
    }

    /// Marks a node and its outputs; the nodes before it are marked.
    pub(super) fn mark(&self, pipeline: &mut Pipeline, node: &mut Node) {
        let exists = pipeline.predicted_inputs(node);
        let needs_target = exists.contains(&false);
        let mut outputs = node.outputs.iter().zip(&exists);
        let is_needed =
            outputs.any(|(output, exists)| *exists && self.is_needed.get(output.0) == Some(&true));
        let makes_targets = node.fit_output_count > 0 && exists.contains(&true);
        node.is_bypassed = makes_targets || needs_target && is_needed && may_be_bypassed(node);
        node.fit_only = needs_target && !node.is_bypassed;
        let mut inputs = node.inputs.values.iter();
        let is_after_bypass = inputs.any(|value| has_predict_shape(pipeline, value.0));
        node.has_predict_shapes = node.is_bypassed || is_after_bypass && !needs_target;
        for (index, output) in node.outputs.iter().enumerate() {
            if let Some(value) = pipeline.values.get_mut(output.0) {
                value.fit_only =
                    if node.is_bypassed { exists.get(index) != Some(&true) } else { needs_target };
            }
        }
    }
}

fn has_predict_shape(pipeline: &Pipeline, value: usize) -> bool {
    match pipeline.values.get(value).map(|value| &value.origin) {
        Some(Origin::Node { node, .. }) => {
            pipeline.nodes.get(node.0).is_some_and(|node| node.has_predict_shapes)
        }
        _ => false,
    }
}

/// Whether the node has the form of a fit-only step. rustc checks whether its type is one.
fn may_be_bypassed(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Step { .. })
        && node.inputs.form == Form::Tuple
        && node.fit.is_none()
        && node.outputs.len() == node.inputs.values.len()
        && node.outputs.len() > 1
}
