//! The plan of a graph: who follows whom, how many a node waits for, and which node is the most urgent.
//!
//! Invariant: nodes are numbered in topological order, successors are distinct and stand most urgent first, and the
//! two numbers of a node agree with the edges. Only [`Wiring`](super::Wiring) and [`PlanBuf`](super::PlanBuf) make
//! a plan, from nothing but its edges, so a plan that contradicts itself cannot be written.

/// The topology of a graph, ready to be scheduled. Cheap to copy; a `pipeline!` has it as a `static`.
///
/// ```
/// use shapeflow::run::{Plan, Wiring};
///
/// // 0 -> 1 -> 3, 0 -> 2 -> 3
/// static WIRING: Wiring<4, 4> = Wiring::new([(0, 1), (0, 2), (1, 3), (2, 3)]);
/// static PLAN: Plan<'static> = WIRING.plan();
///
/// assert_eq!(PLAN.successors(0), [1, 2]);
/// assert_eq!(PLAN.predecessors(3), 2);
/// assert_eq!(PLAN.depth(), 3);
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    nodes: &'a [PlanNode],
    successors: &'a [u32],
    depth: u32,
}

/// What a plan knows about one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlanNode {
    /// Where the node's successors begin in the common list.
    pub(super) first: u32,
    /// How many successors there are.
    pub(super) count: u32,
    /// How many nodes must end before this one.
    pub(super) predecessors: u32,
    /// How many nodes the longest path from here to an end has, this one included.
    pub(super) remaining: u32,
}

impl PlanNode {
    pub(super) const EMPTY: Self = Self { first: 0, count: 0, predecessors: 0, remaining: 1 };
}

impl<'a> Plan<'a> {
    pub(super) const fn over(nodes: &'a [PlanNode], successors: &'a [u32]) -> Self {
        let (mut depth, mut node) = (0, 0);
        while node < nodes.len() {
            if nodes[node].remaining > depth {
                depth = nodes[node].remaining;
            }
            node += 1;
        }
        Self { nodes, successors, depth }
    }

    /// The number of nodes.
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes that wait for this one, longest remaining path first.
    ///
    /// # Panics
    /// Where the plan has no such node.
    pub fn successors(&self, node: usize) -> &'a [u32] {
        let PlanNode { first, count, .. } = self.nodes[node];
        &self.successors[first as usize..][..count as usize]
    }

    /// How many nodes must end before this one may start.
    ///
    /// # Panics
    /// Where the plan has no such node.
    pub const fn predecessors(&self, node: usize) -> u32 {
        self.nodes[node].predecessors
    }

    /// How many nodes the longest path from this node to an end has, this one included: the node's urgency.
    ///
    /// # Panics
    /// Where the plan has no such node.
    pub const fn remaining(&self, node: usize) -> u32 {
        self.nodes[node].remaining
    }

    /// The number of nodes on the longest path.
    pub const fn depth(&self) -> usize {
        self.depth as usize
    }

    /// How many nodes do not lie on the longest path: what other threads can take over at best.
    pub const fn spare(&self) -> usize {
        self.nodes.len() - self.depth as usize
    }

    /// The nodes that wait for nothing.
    pub fn roots(&self) -> impl Iterator<Item = usize> + use<'a> {
        let nodes = self.nodes;
        (0..nodes.len()).filter(|&node| nodes[node].predecessors == 0)
    }
}
