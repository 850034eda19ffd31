//! Which nodes a run needs, and how often each value is used: computed by rustc, once for each kind of run.
//!
//! Invariant: a value is counted once for each use by a node that runs, and once for each output that is asked for,
//! so the last to take it owns it, and a value that nobody needs is never made.

use super::engine::Node;

/// What a node does in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing: it learns nothing, and nobody needs what it gives.
    Skip,
    /// It transforms.
    Transform,
    /// It learns.
    Learn,
    /// It learns and transforms.
    LearnAndTransform,
}

impl Role {
    /// Whether the node takes its inputs.
    pub const fn runs(self) -> bool {
        !matches!(self, Role::Skip)
    }
}

/// The roles of `N` nodes and the uses of `V` values in one kind of run.
#[derive(Debug, Clone, Copy)]
pub struct Schedule<const N: usize, const V: usize> {
    /// What each node does.
    pub roles: [Role; N],
    /// How often each value is used.
    pub uses: [u32; V],
}

impl<const N: usize, const V: usize> Schedule<N, V> {
    /// The schedule of a fit that also gives the values `outputs`; `nodes` stand in topological order.
    pub const fn fit(nodes: &[Node; N], outputs: &[u32]) -> Self {
        let mut schedule = Self { roles: [Role::Skip; N], uses: [0; V] };
        count(&mut schedule.uses, outputs);
        let mut index = N;
        while index > 0 {
            index -= 1;
            let node = &nodes[index];
            let gives = any_used(&schedule.uses, node.outputs);
            schedule.roles[index] = match (node.learns, gives) {
                (true, true) => Role::LearnAndTransform,
                (true, false) => Role::Learn,
                (false, true) => Role::Transform,
                (false, false) => Role::Skip,
            };
            if schedule.roles[index].runs() {
                count(&mut schedule.uses, node.inputs);
                count(&mut schedule.uses, node.targets);
            }
        }
        schedule
    }
}

impl<const N: usize, const V: usize> Schedule<N, V> {
    /// The schedule of a prediction of the values `outputs` by these nodes.
    pub const fn predict(nodes: &[Node; N], predicted: &[u32], outputs: &[u32]) -> Self {
        let mut schedule = Self { roles: [Role::Skip; N], uses: [0; V] };
        count(&mut schedule.uses, outputs);
        let mut index = 0;
        while index < predicted.len() {
            let node = predicted[index] as usize;
            schedule.roles[node] = Role::Transform;
            count(&mut schedule.uses, nodes[node].inputs);
            index += 1;
        }
        schedule
    }
}

/// Whether any of the nodes learns.
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

/// Whether all of these nodes work row by row.
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

const fn count<const V: usize>(uses: &mut [u32; V], values: &[u32]) {
    let mut index = 0;
    while index < values.len() {
        uses[values[index] as usize] += 1;
        index += 1;
    }
}

const fn any_used<const V: usize>(uses: &[u32; V], values: &[u32]) -> bool {
    let mut index = 0;
    while index < values.len() {
        if uses[values[index] as usize] > 0 {
            return true;
        }
        index += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expand::here;
    use crate::shape::{Shape, Signature, expect_shape};

    const fn node(
        learns: bool,
        inputs: &'static [u32],
        targets: &'static [u32],
        outputs: &'static [u32],
    ) -> Node {
        Node {
            path: "",
            step: "",
            signature: Signature::POISON,
            learns,
            rowwise: true,
            fit_only: false,
            expect: false,
            location: here(),
            block: &[],
            nested: None,
            knobs: None,
            inputs,
            targets,
            outputs,
            shapes: &const { expect_shape(Shape::SCALAR, Shape::SCALAR) },
            labels: &[],
            origin: 1,
        }
    }

    /// image (0) -> flatten -> 1 -> scaler -> 2 -> classifier(.fit(digit = 4)) -> 3
    const fn chain(last_learns: bool) -> [Node; 3] {
        [node(false, &[0], &[], &[1]), node(true, &[1], &[], &[2]), node(last_learns, &[2], &[4], &[3])]
    }

    #[test]
    fn a_fit_does_not_compute_what_nobody_learns_from() {
        let schedule = Schedule::<3, 5>::fit(&chain(false), &[]);
        assert_eq!(schedule.roles, [Role::Transform, Role::Learn, Role::Skip]);
        assert_eq!(schedule.uses, [1, 1, 0, 0, 0]);
    }

    #[test]
    fn a_prediction_takes_no_targets() {
        let schedule = Schedule::<3, 5>::predict(&chain(true), &[0, 1, 2], &[3]);
        assert_eq!(schedule.roles, [Role::Transform; 3]);
        assert_eq!(schedule.uses, [1, 1, 1, 1, 0]);
    }

    #[test]
    fn an_output_that_is_asked_for_is_a_use() {
        let schedule = Schedule::<3, 5>::fit(&chain(true), &[3, 1]);
        assert_eq!(schedule.roles, [Role::Transform, Role::LearnAndTransform, Role::LearnAndTransform]);
        assert_eq!(schedule.uses, [1, 2, 1, 1, 1]);
    }
}
