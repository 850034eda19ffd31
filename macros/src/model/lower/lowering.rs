//! The walk that adds each node to the graph, in topological order.
//!
//! Invariant: a node is marked when it is added, and before any node that depends on it is looked at. So `through` and `inverse`
//! are expanded over marked nodes, and what replaces them is marked like every other node.

use super::fit_only::FitOnly;
use super::inverse::undone;
use super::reapply::{Applied, Upstream, copies};
use super::resolve::resolve;
use crate::diagnostic::Reports;
use crate::model::build::unresolved::UnresolvedPipeline;
use crate::model::node::{Node, NodeKind};
use crate::model::pipeline::Pipeline;
use crate::model::value::{NodeId, Origin};

/// Resolves names, orders and marks nodes, and replaces each `through` by copies of the steps it applies and each `inverse` by the
/// inverses of its steps.
///
/// The unresolved pipeline must have no cycle (`check::cut_cycles`).
pub(crate) fn lower(unresolved: UnresolvedPipeline, reports: &mut Reports) -> Pipeline {
    let before = reports.count();
    let mut pipeline = resolve(unresolved);
    let fit_only = FitOnly::new(&pipeline);
    let mut applied = Applied::default();
    for node in std::mem::take(&mut pipeline.nodes) {
        let upstream = match node.kind {
            NodeKind::Reapply { of: None, .. } => Upstream::find(&pipeline, &node, reports),
            _ => None,
        };
        let nodes = match upstream {
            Some(upstream) => copies(&mut pipeline, node, &upstream, &mut applied),
            None => undone(&mut pipeline, node, reports),
        };
        for node in nodes {
            add(&mut pipeline, node, &fit_only);
        }
    }
    pipeline.broken |= reports.count() > before;
    pipeline
}

/// Adds a node under the next number, as the origin of its outputs.
fn add(pipeline: &mut Pipeline, mut node: Node, fit_only: &FitOnly) {
    fit_only.mark(pipeline, &mut node);
    let id = NodeId(pipeline.nodes.len());
    for (output, value) in node.outputs.iter().enumerate() {
        if let Some(value) = pipeline.values.get_mut(value.0) {
            value.origin = Origin::Node { node: id, output };
        }
    }
    pipeline.nodes.push(node);
}
