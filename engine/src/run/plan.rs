//! The plan of a graph: the successors of each node, how many nodes it waits for, and how urgent it is.
//!
//! Invariant: nodes are numbered in topological order, successors are distinct and sorted by urgency, and the
//! numbers of a node agree with the edges. Only [`PlanBuf`] makes a plan, from its edges alone, so a plan cannot
//! contradict itself.

use std::cmp::Reverse;

use crate::error::ErrorKind;
use crate::{Error, Result};

/// The topology of a graph, ready to be scheduled; borrowed from a [`PlanBuf`].
///
/// ```
/// use shapeflow::run::PlanBuf;
///
/// // 0 -> 1 -> 3, 0 -> 2 -> 3
/// let owner = PlanBuf::new(4, &[(0, 1), (0, 2), (1, 3), (2, 3)])?;
/// let plan = owner.plan();
/// assert_eq!(plan.successors(0), [1, 2]);
/// assert_eq!(plan.predecessors(3), 2);
/// assert_eq!(plan.depth(), 3);
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    nodes: &'a [PlanNode],
    successors: &'a [u32],
}

/// The data of a plan about one node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PlanNode {
    /// The index of the node's first successor in the common list.
    first: u32,
    /// The number of successors.
    count: u32,
    /// The number of nodes that must end before this one starts.
    predecessors: u32,
    /// The number of nodes on the longest path from here to an end, including this one.
    remaining: u32,
    /// The largest `remaining` of this node and all after it.
    depth: u32,
}

impl PlanNode {
    const EMPTY: Self = Self { first: 0, count: 0, predecessors: 0, remaining: 1, depth: 1 };
}

impl<'a> Plan<'a> {
    fn over(nodes: &'a [PlanNode], successors: &'a [u32]) -> Self {
        Self { nodes, successors }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether the plan has no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes that wait for this one, longest remaining path first.
    ///
    /// # Panics
    /// If the plan has no such node.
    pub fn successors(&self, node: usize) -> &'a [u32] {
        let PlanNode { first, count, .. } = self.nodes[node];
        &self.successors[first as usize..][..count as usize]
    }

    /// The number of nodes that must end before this one starts.
    ///
    /// # Panics
    /// If the plan has no such node.
    pub fn predecessors(&self, node: usize) -> u32 {
        self.nodes[node].predecessors
    }

    /// The number of nodes on the longest path from this node to an end, including it: the node's urgency.
    ///
    /// # Panics
    /// If the plan has no such node.
    pub fn remaining(&self, node: usize) -> u32 {
        self.nodes[node].remaining
    }

    /// The number of nodes on the longest path.
    pub fn depth(&self) -> usize {
        self.nodes.first().map_or(0, |first| first.depth as usize)
    }

    /// The number of nodes that are not on the longest path: the most that other threads can take over.
    pub fn spare(&self) -> usize {
        self.spare_after(0)
    }

    /// As [`spare`](Self::spare), once the first `ended` nodes have ended.
    pub(super) fn spare_after(&self, ended: usize) -> usize {
        self.nodes.get(ended).map_or(0, |next| self.nodes.len() - ended - next.depth as usize)
    }
}

/// A plan that owns its memory.
///
/// ```
/// use shapeflow::run::PlanBuf;
///
/// let star = PlanBuf::new(4, &[(0, 1), (0, 2), (0, 3)])?;
/// assert_eq!(star.plan().spare(), 2);
/// assert!(PlanBuf::new(2, &[(1, 0)]).is_err());
/// # Ok::<(), shapeflow::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PlanBuf {
    nodes: Vec<PlanNode>,
    successors: Vec<u32>,
}

impl PlanBuf {
    /// Makes the plan of these edges, each from an earlier node to a later one. Duplicate edges count once.
    ///
    /// # Errors
    /// An edge leads backwards, to its own start, or out of the graph.
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Result<Self> {
        let mut plan = Self { nodes: vec![PlanNode::EMPTY; nodes], successors: vec![0; edges.len()] };
        lay_out(edges, &mut plan.nodes, &mut plan.successors).map_err(|(from, to)| {
            Error::of_kind(
                ErrorKind::Run,
                format!("an edge must lead from a node to a later one of the {nodes} nodes, but one leads from {from} to {to}"),
            )
        })?;
        Ok(plan)
    }

    /// Borrows the plan.
    pub fn plan(&self) -> Plan<'_> {
        Plan::over(&self.nodes, &self.successors)
    }
}

/// Fills in all nodes, and groups the edges' ends by their starts. The error is an edge that does not lead forward.
fn lay_out(edges: &[(u32, u32)], nodes: &mut [PlanNode], successors: &mut [u32]) -> Result<(), (u32, u32)> {
    for &(from, to) in edges {
        if from >= to || to as usize >= nodes.len() {
            return Err((from, to));
        }
        nodes[from as usize].count += 1;
    }

    // A counting sort by the edges' starts.
    let mut first = 0;
    for node in &mut *nodes {
        node.first = first;
        first += node.count;
        node.count = 0;
    }
    for &(from, to) in edges {
        let node = &mut nodes[from as usize];
        successors[(node.first + node.count) as usize] = to;
        node.count += 1;
    }

    // Backwards, so that the longest path from each successor is known.
    for n in (0..nodes.len()).rev() {
        let PlanNode { first, count, .. } = nodes[n];
        let own = &mut successors[first as usize..][..count as usize];
        let distinct = sort_distinct(own, nodes);
        for &successor in &own[..distinct] {
            nodes[successor as usize].predecessors += 1;
        }
        nodes[n].count = distinct as u32;
        if distinct > 0 {
            nodes[n].remaining = 1 + nodes[own[0] as usize].remaining;
        }
        nodes[n].depth = nodes[n].remaining.max(nodes.get(n + 1).map_or(0, |next| next.depth));
    }
    Ok(())
}

/// Sorts nodes by urgency, then by number, and moves the distinct ones to the front. Returns their count.
fn sort_distinct(own: &mut [u32], nodes: &[PlanNode]) -> usize {
    own.sort_unstable_by_key(|&node| (Reverse(nodes[node as usize].remaining), node));
    let mut distinct = 0;
    for i in 0..own.len() {
        if distinct == 0 || own[distinct - 1] != own[i] {
            own[distinct] = own[i];
            distinct += 1;
        }
    }
    distinct
}
