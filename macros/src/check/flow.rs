//! Which nodes exist only in the fit graph, and which act only there.
//!
//! Invariant: a value is `fit_only` exactly where its inputs lead back to a fit input. `.fit(..)` does not count: what
//! a supervised step gives can be had without the target. Nor does a step that acts only while fitting: each of its
//! values leads back to the input at its place alone, and those with `fit` before their name lead nowhere.

use crate::model::{Form, Node, NodeKind, Origin, Pipeline};

/// Marks nodes and their values.
pub(crate) fn mark_fit_only(pipeline: &mut Pipeline) {
    let reaches_output = reaching(pipeline);
    for at in 0..pipeline.nodes.len() {
        let Some(node) = pipeline.nodes.get(at) else { continue };
        let exists = pipeline.predicted_inputs(node);
        let needs_target = exists.contains(&false);
        let mut outputs = node.outputs.iter().zip(&exists);
        let is_wanted =
            outputs.any(|(output, exists)| *exists && reaches_output.get(output.0) == Some(&true));
        let makes_targets = node.fit_output_count > 0 && exists.contains(&true);
        let passes = makes_targets || needs_target && is_wanted && may_pass(node);
        let is_behind = node.inputs.values.iter().any(|value| is_moved(pipeline, value.0));
        let outputs = node.outputs.clone();
        for (index, output) in outputs.iter().enumerate() {
            if let Some(value) = pipeline.values.get_mut(output.0) {
                value.fit_only = if passes { exists.get(index) != Some(&true) } else { needs_target };
            }
        }
        if let Some(node) = pipeline.nodes.get_mut(at) {
            node.fit_only = needs_target && !passes;
            node.passes = passes;
            node.is_moved = passes || is_behind && !needs_target;
        }
    }
}

fn is_moved(pipeline: &Pipeline, value: usize) -> bool {
    match pipeline.values.get(value).map(|value| &value.origin) {
        Some(Origin::Node { node, .. }) => pipeline.nodes.get(node.0).is_some_and(|node| node.is_moved),
        _ => false,
    }
}

/// Has the node the form of a step that acts only while fitting? rustc asks its type.
fn may_pass(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Step { .. })
        && node.inputs.form == Form::Tuple
        && node.fit.is_none()
        && node.outputs.len() == node.inputs.values.len()
        && node.outputs.len() > 1
}

/// The values from which an output can be reached, or a value whose steps others go through.
fn reaching(pipeline: &Pipeline) -> Vec<bool> {
    let mut reaches = vec![false; pipeline.values.len()];
    let outputs = pipeline.outputs.iter().map(|output| output.value);
    let mut wanted: Vec<usize> =
        outputs.chain(pipeline.gone_through.iter().copied()).map(|value| value.0).collect();
    while let Some(value) = wanted.pop() {
        let Some(reached) = reaches.get_mut(value) else { continue };
        if !std::mem::replace(reached, true)
            && let Some(Origin::Node { node, .. }) = pipeline.values.get(value).map(|value| &value.origin)
            && let Some(node) = pipeline.nodes.get(node.0)
        {
            wanted.extend(node.inputs.values.iter().map(|input| input.0));
        }
    }
    reaches
}
