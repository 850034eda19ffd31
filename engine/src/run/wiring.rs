//! From edges to a plan: in a `const` for a `pipeline!`, on the heap for a graph that is known only at run time.
//!
//! Invariant: one `const fn`, `lay_out`, makes every plan. An edge may be given twice and counts once.

use super::Plan;
use super::plan::PlanNode;
use crate::error::ErrorKind;
use crate::{Error, Result};

const BACKWARDS: &str = "an edge of a plan must lead from a node to a later node";

/// A plan of `N` nodes from at most `E` edges, made at compile time.
///
/// ```
/// use shapeflow::run::{Plan, Wiring};
///
/// static WIRING: Wiring<3, 2> = Wiring::new([(0, 1), (1, 2)]);
/// static CHAIN: Plan<'static> = WIRING.plan();
/// assert_eq!((CHAIN.len(), CHAIN.spare()), (3, 0));
/// ```
///
/// ```compile_fail
/// # use shapeflow::run::Wiring;
/// static BACKWARDS: Wiring<2, 1> = Wiring::new([(1, 0)]);
/// ```
#[derive(Debug, Clone)]
pub struct Wiring<const N: usize, const E: usize> {
    nodes: [PlanNode; N],
    successors: [u32; E],
}

impl<const N: usize, const E: usize> Wiring<N, E> {
    /// The plan with these edges, each from an earlier node to a later one.
    ///
    /// # Panics
    /// Where an edge leads backwards, to itself, or out of the graph; in a `static` that is a compile error.
    pub const fn new(edges: [(u32, u32); E]) -> Self {
        let mut wiring = Self { nodes: [PlanNode::EMPTY; N], successors: [0; E] };
        match lay_out(&edges, &mut wiring.nodes, &mut wiring.successors) {
            Ok(()) => wiring,
            Err(_) => panic!("an edge of a plan must lead from a node to a later node"),
        }
    }

    /// The plan.
    pub const fn plan(&self) -> Plan<'_> {
        Plan::over(&self.nodes, &self.successors)
    }
}

/// A plan that is made at run time and owns its memory.
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
    /// The plan with these edges, each from an earlier node to a later one.
    ///
    /// # Errors
    /// An edge leads backwards, to itself, or out of the graph.
    pub fn new(nodes: usize, edges: &[(u32, u32)]) -> Result<Self> {
        let mut plan = Self { nodes: vec![PlanNode::EMPTY; nodes], successors: vec![0; edges.len()] };
        lay_out(edges, &mut plan.nodes, &mut plan.successors).map_err(|&(from, to)| {
            Error::of_kind(
                ErrorKind::Run,
                format!("{BACKWARDS}; of {nodes} nodes, one leads from {from} to {to}"),
            )
        })?;
        Ok(plan)
    }

    /// The plan.
    pub fn plan(&self) -> Plan<'_> {
        Plan::over(&self.nodes, &self.successors)
    }
}

/// Fills in all nodes, and groups the edges' ends by their starts. The edge that cannot be, if there is one.
const fn lay_out<'e>(
    edges: &'e [(u32, u32)],
    nodes: &mut [PlanNode],
    successors: &mut [u32],
) -> Result<(), &'e (u32, u32)> {
    let mut e = 0;
    while e < edges.len() {
        let (from, to) = edges[e];
        if from >= to || to as usize >= nodes.len() {
            return Err(&edges[e]);
        }
        nodes[from as usize].count += 1;
        e += 1;
    }

    // A counting sort by the edges' starts.
    let (mut first, mut n) = (0, 0);
    while n < nodes.len() {
        nodes[n].first = first;
        first += nodes[n].count;
        nodes[n].count = 0;
        n += 1;
    }
    e = 0;
    while e < edges.len() {
        let node = &mut nodes[edges[e].0 as usize];
        successors[(node.first + node.count) as usize] = edges[e].1;
        node.count += 1;
        e += 1;
    }

    // Backwards, so that a node's successors already know their longest path.
    n = nodes.len();
    while n > 0 {
        n -= 1;
        let (_, tail) = successors.split_at_mut(nodes[n].first as usize);
        let (own, _) = tail.split_at_mut(nodes[n].count as usize);
        nodes[n].count = sort_distinct(own, nodes);
        let mut s = 0;
        while s < nodes[n].count as usize {
            nodes[own[s] as usize].predecessors += 1;
            s += 1;
        }
        if s > 0 {
            nodes[n].remaining = 1 + nodes[own[0] as usize].remaining;
        }
    }
    Ok(())
}

/// Sorts by urgency, then by number, and moves the distinct ones to the front; how many these are.
const fn sort_distinct(own: &mut [u32], nodes: &[PlanNode]) -> u32 {
    let mut distinct = 0;
    let mut i = 0;
    while i < own.len() {
        let node = own[i];
        let mut place = distinct;
        while place > 0 && is_before(node, own[place - 1], nodes) {
            place -= 1;
        }
        if place == 0 || own[place - 1] != node {
            let mut hole = distinct;
            while hole > place {
                own[hole] = own[hole - 1];
                hole -= 1;
            }
            own[place] = node;
            distinct += 1;
        }
        i += 1;
    }
    distinct as u32
}

const fn is_before(a: u32, b: u32, nodes: &[PlanNode]) -> bool {
    let (of_a, of_b) = (nodes[a as usize].remaining, nodes[b as usize].remaining);
    of_a > of_b || of_a == of_b && a < b
}
