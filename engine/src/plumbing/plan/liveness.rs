//! Which nodes a run needs, and how often each value is used: computed once for each kind of run.
//!
//! Invariant: a value is counted once for each use by a node that runs, and once for each time that it is an output of
//! the run. So the last use owns the value, and a node whose outputs are not used does not transform.

use super::node::Node;

/// What a node does in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeRole {
    /// It does not run: it learns nothing, and its outputs are not used.
    Skip,
    /// It transforms.
    Transform,
    /// It learns.
    Learn,
    /// It learns and transforms.
    LearnAndTransform,
}

impl NodeRole {
    /// Returns whether the node uses its inputs.
    pub const fn runs(self) -> bool {
        !matches!(self, NodeRole::Skip)
    }
}

/// The roles of all nodes and the uses of all values in one kind of run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Liveness {
    /// What each node does.
    pub roles: Vec<NodeRole>,
    /// How often each value is used.
    pub uses: Vec<u32>,
}

impl Liveness {
    fn nothing(nodes: &[Node], outputs: &[u32]) -> Self {
        let known = nodes.iter().flat_map(|node| node.inputs.iter().chain(node.targets).chain(node.outputs));
        let values = known.chain(outputs).max().map_or(0, |&last| last as usize + 1);
        let mut schedule = Self { roles: vec![NodeRole::Skip; nodes.len()], uses: vec![0; values] };
        schedule.count(outputs);
        schedule
    }

    /// Returns the liveness of a fit that also returns the values `outputs`; `nodes` are in topological order.
    pub(crate) fn fit(nodes: &[Node], outputs: &[u32]) -> Self {
        let mut schedule = Self::nothing(nodes, outputs);
        for (index, node) in nodes.iter().enumerate().rev() {
            let gives = node.outputs.iter().any(|&value| schedule.uses.get(value as usize) > Some(&0));
            let role = match (node.learns, gives) {
                (true, true) => NodeRole::LearnAndTransform,
                (true, false) => NodeRole::Learn,
                (false, true) => NodeRole::Transform,
                (false, false) => NodeRole::Skip,
            };
            schedule.set(index, role);
            if role.runs() {
                schedule.count(node.inputs);
                schedule.count(node.targets);
            }
        }
        schedule
    }

    /// Returns the liveness of a prediction that runs the nodes `predicted` and returns the values `outputs`.
    pub(crate) fn predict(nodes: &[Node], predicted: &[u32], outputs: &[u32]) -> Self {
        let mut schedule = Self::nothing(nodes, outputs);
        for &number in predicted {
            schedule.set(number as usize, NodeRole::Transform);
            schedule.count(nodes.get(number as usize).map_or(&[], Node::predicts_from));
        }
        schedule
    }

    /// Returns the liveness of a pass over batches. A node that is not `fitted` learns if all nodes that it depends on
    /// are fitted. No node runs that depends on a node that is not fitted.
    pub(crate) fn pass(nodes: &[Node], fitted: &[bool]) -> Self {
        let (mut waiting, mut learning) = (vec![false; value_count(nodes)], Vec::with_capacity(nodes.len()));
        for (node, is_fitted) in nodes.iter().zip(fitted) {
            let sources = node.inputs.iter().chain(node.targets);
            let reused = node.reuses.and_then(|reused| fitted.get(reused.node()));
            let waits = at(&waiting, sources).any(|&waits| waits) || reused == Some(&false);
            learning.push(!is_fitted && !waits);
            for &value in node.outputs {
                waiting[value as usize] = waits || !is_fitted;
            }
        }
        let mut schedule = Self::nothing(nodes, &[]);
        for (index, (node, learns)) in nodes.iter().zip(learning).enumerate().rev() {
            if learns {
                schedule.set(index, NodeRole::Learn);
                schedule.count(node.inputs);
                schedule.count(node.targets);
            } else if at(&schedule.uses, node.outputs).any(|&uses| uses > 0) {
                schedule.set(index, NodeRole::Transform);
                schedule.count(node.inputs);
            }
        }
        schedule
    }

    /// Returns whether any node learns.
    pub(crate) fn learns(&self) -> bool {
        self.roles.contains(&NodeRole::Learn)
    }

    fn set(&mut self, node: usize, role: NodeRole) {
        if let Some(place) = self.roles.get_mut(node) {
            *place = role;
        }
    }

    fn count(&mut self, values: &[u32]) {
        for &value in values {
            if let Some(uses) = self.uses.get_mut(value as usize) {
                *uses += 1;
            }
        }
    }
}

/// Returns the maximum number of passes over batches, which is that of the longest chain of nodes that learn. Each node
/// needs at most `wanted` passes.
pub(crate) fn most_passes(nodes: &[Node], wanted: &[usize]) -> usize {
    let mut ended = vec![0; value_count(nodes)];
    // The pass after which the step of a node is fitted: 0 if it needs no pass.
    let mut fitted = Vec::with_capacity(nodes.len());
    for (node, &wanted) in nodes.iter().zip(wanted) {
        let reused = node.reuses.and_then(|reused| fitted.get(reused.node()));
        let before = at(&ended, node.inputs.iter().chain(node.targets)).chain(reused).max().copied();
        let after = before.unwrap_or(0) + wanted;
        fitted.push(if wanted == 0 { 0 } else { after });
        for &value in node.outputs {
            ended[value as usize] = after;
        }
    }
    ended.into_iter().max().unwrap_or(0)
}

/// Returns the number of values, up to the last output of a node.
fn value_count(nodes: &[Node]) -> usize {
    nodes.iter().flat_map(|node| node.outputs).max().map_or(0, |&last| last as usize + 1)
}

/// Returns the entries of `notes` for these values.
fn at<T>(notes: &[T], values: impl IntoIterator<Item = &'static u32>) -> impl Iterator<Item = &T> {
    values.into_iter().filter_map(|&value| notes.get(value as usize))
}

/// Returns whether any of the nodes learns.
pub const fn learns(nodes: &[Node]) -> bool {
    let mut index = 0;
    while index < nodes.len() {
        if nodes[index].learns {
            return true;
        }
        index += 1;
    }
    false
}

/// Returns whether any of the nodes may hold resources.
pub const fn holds_resources(nodes: &[Node]) -> bool {
    let mut index = 0;
    while index < nodes.len() {
        if nodes[index].resources.is_some() {
            return true;
        }
        index += 1;
    }
    false
}

/// Returns whether all of these nodes work row by row.
pub const fn is_rowwise(nodes: &[Node], of: &[u32]) -> bool {
    let mut index = 0;
    while index < of.len() {
        if !nodes[of[index] as usize].rowwise {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plumbing::plan::node::Reuse;
    use crate::plumbing::typing::shapes::here;

    const fn node(
        learns: bool,
        inputs: &'static [u32],
        targets: &'static [u32],
        outputs: &'static [u32],
    ) -> Node {
        Node { learns, rowwise: true, targets, ..Node::new("", "", here(), inputs, outputs) }
    }

    /// image (0) -> flatten -> 1 -> scaler -> 2 -> classifier(.fit(digit = 4)) -> 3
    const fn chain(last_learns: bool) -> [Node; 3] {
        [node(false, &[0], &[], &[1]), node(true, &[1], &[], &[2]), node(last_learns, &[2], &[4], &[3])]
    }

    #[test]
    fn a_fit_does_not_compute_what_nobody_learns_from() {
        let schedule = Liveness::fit(&chain(false), &[]);
        assert_eq!(schedule.roles, [NodeRole::Transform, NodeRole::Learn, NodeRole::Skip]);
        assert_eq!(schedule.uses, [1, 1, 0, 0, 0]);
    }

    #[test]
    fn a_pass_runs_up_to_the_first_learners() {
        let nodes = chain(true);
        let first = Liveness::pass(&nodes, &[true, false, false]);
        assert_eq!(first.roles, [NodeRole::Transform, NodeRole::Learn, NodeRole::Skip]);
        assert_eq!(first.uses, [1, 1, 0, 0, 0]);
        let second = Liveness::pass(&nodes, &[true, true, false]);
        assert_eq!(second.roles, [NodeRole::Transform, NodeRole::Transform, NodeRole::Learn]);
        assert_eq!(second.uses, [1, 1, 1, 0, 1]);
        assert!(second.learns() && !Liveness::pass(&nodes, &[true; 3]).learns());
    }

    #[test]
    fn the_longest_chain_of_learners_takes_the_most_passes() {
        // image (0) -> a -> 1 -> c -> 3, image -> b -> 2
        let nodes = [node(true, &[0], &[], &[1]), node(true, &[0], &[], &[2]), node(true, &[1], &[4], &[3])];
        assert_eq!(
            [
                most_passes(&nodes, &[1, 5, 2]),
                most_passes(&nodes, &[2, 1, 2]),
                most_passes(&nodes, &[0, 0, 0])
            ],
            [5, 4, 0]
        );
    }

    /// label (0) -> encoder -> 2, x (1) -> inverse(encoder) -> 3 -> learner -> 4
    const fn undone() -> [Node; 3] {
        let inverse = Node { reuses: Some(Reuse::Inverse(0)), ..node(false, &[1], &[], &[3]) };
        [node(true, &[0], &[], &[2]), inverse, node(true, &[3], &[], &[4])]
    }

    #[test]
    fn an_inverse_waits_for_the_pass_in_which_its_step_is_learned() {
        let first = Liveness::pass(&undone(), &[false, true, false]);
        assert_eq!(first.roles, [NodeRole::Learn, NodeRole::Skip, NodeRole::Skip]);
        let second = Liveness::pass(&undone(), &[true, true, false]);
        assert_eq!(second.roles, [NodeRole::Skip, NodeRole::Transform, NodeRole::Learn]);
        assert_eq!(second.uses, [0, 1, 0, 1, 0]);
        assert_eq!([most_passes(&undone(), &[3, 0, 2]), most_passes(&undone(), &[0, 0, 2])], [5, 2]);
    }

    #[test]
    fn a_prediction_passes_over_what_acts_only_while_fitting() {
        // (x (0), y (1)) -> balance -> (2, 3), 2 -> scaler -> 4
        let balance = Node { bypass: Some(&[0]), ..node(false, &[0, 1], &[], &[2, 3]) };
        let schedule = Liveness::predict(&[balance, node(true, &[2], &[], &[4])], &[0, 1], &[4]);
        assert_eq!(schedule.roles, [NodeRole::Transform; 2]);
        assert_eq!(schedule.uses, [1, 0, 1, 0, 1]);
    }

    #[test]
    fn a_prediction_takes_no_targets() {
        let schedule = Liveness::predict(&chain(true), &[0, 1, 2], &[3]);
        assert_eq!(schedule.roles, [NodeRole::Transform; 3]);
        assert_eq!(schedule.uses, [1, 1, 1, 1, 0]);
    }

    #[test]
    fn an_output_that_is_asked_for_is_a_use() {
        let schedule = Liveness::fit(&chain(true), &[3, 1]);
        assert_eq!(
            schedule.roles,
            [NodeRole::Transform, NodeRole::LearnAndTransform, NodeRole::LearnAndTransform]
        );
        assert_eq!(schedule.uses, [1, 2, 1, 1, 1]);
    }
}
