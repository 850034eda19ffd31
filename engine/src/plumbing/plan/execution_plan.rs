//! The plan of a kind of run: which nodes run, what each does, and in which order.
//!
//! Invariant: it knows the nodes as data only; `exec::pipeline` runs them.

use std::collections::HashMap;

use super::liveness::{Liveness, NodeRole};
use super::node::Node;
use crate::run::{Plan, PlanBuf};

/// Returns the dependencies of the nodes `order`, each numbered by its place in `order`. In a fit, a node also waits
/// for its targets, and for the node whose step it uses. In a prediction, a fit-only node waits only for the values
/// that it passes on.
fn dependencies(nodes: &[Node], order: &[u32], learns: bool) -> PlanBuf {
    let mut maker = HashMap::new();
    let mut edges = Vec::new();
    for (place, &number) in order.iter().enumerate() {
        let Some(node) = nodes.get(number as usize) else { continue };
        let (taken, targets) =
            if learns { (node.inputs, node.targets) } else { (node.predicts_from(), &[][..]) };
        let reused =
            node.reuses.filter(|_| learns).and_then(|reused| nodes.get(reused.node())?.outputs.first());
        let before = taken.iter().chain(targets).chain(reused).filter_map(|value| maker.get(value));
        edges.extend(before.map(|&before| (before, place as u32)));
        maker.extend(node.outputs.iter().map(|&value| (value, place as u32)));
    }
    // Nodes are in topological order, so no edge leads backwards.
    PlanBuf::new(order.len(), &edges).unwrap_or_default()
}

/// Which nodes run, what each does, and in which order.
#[derive(Debug, Clone)]
pub struct ExecutionPlan {
    liveness: Liveness,
    dependencies: PlanBuf,
    /// The number of the node at each place of the plan.
    order: Vec<u32>,
    /// The numbers of the values that the run returns.
    outputs: Vec<u32>,
    predicts: bool,
}

impl ExecutionPlan {
    /// Returns the plan of a fit that returns no values.
    pub(crate) fn fit(nodes: &[Node]) -> Self {
        let order: Vec<u32> = (0..nodes.len() as u32).collect();
        Self {
            liveness: Liveness::fit(nodes, &[]),
            dependencies: dependencies(nodes, &order, true),
            order,
            outputs: Vec::new(),
            predicts: false,
        }
    }

    /// Returns the plan of a fit that also returns the values `outputs`.
    pub(crate) fn with_outputs(&self, nodes: &[Node], outputs: &[u32]) -> Self {
        Self { liveness: Liveness::fit(nodes, outputs), outputs: outputs.to_vec(), ..self.clone() }
    }

    /// Returns the plan of a prediction that runs the nodes `predicted` and returns the values `outputs`.
    pub(crate) fn predict(nodes: &[Node], predicted: &[u32], outputs: &[u32]) -> Self {
        Self {
            liveness: Liveness::predict(nodes, predicted, outputs),
            dependencies: dependencies(nodes, predicted, false),
            order: predicted.to_vec(),
            outputs: outputs.to_vec(),
            predicts: true,
        }
    }

    /// Returns which nodes wait for which.
    pub(crate) fn dependencies(&self) -> Plan<'_> {
        self.dependencies.plan()
    }

    /// Returns the number of the node at this place of the plan.
    pub(crate) fn node_at(&self, place: usize) -> usize {
        self.order.get(place).map_or(0, |&node| node as usize)
    }

    /// Returns whether it is the plan of a prediction.
    pub(crate) fn predicts(&self) -> bool {
        self.predicts
    }

    /// Returns how often each value is used.
    pub fn uses(&self) -> &[u32] {
        &self.liveness.uses
    }

    /// Returns the numbers of the values that the run returns.
    pub(crate) fn outputs(&self) -> &[u32] {
        &self.outputs
    }

    /// Returns what each node does.
    pub(crate) fn roles(&self) -> &[NodeRole] {
        &self.liveness.roles
    }

    /// Returns whether a node runs.
    pub(crate) fn runs(&self, node: usize) -> bool {
        self.liveness.roles.get(node).is_some_and(|role| role.runs())
    }
}
