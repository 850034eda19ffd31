//! Which nodes a run needs, and how often each value is used: computed by rustc, once for each kind of run.
//!
//! Invariant: a value is counted once for each use by a node that runs, and once for each output that is asked for,
//! so the last to take it owns it, and a value that nobody needs is never made.

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

    /// Whether somebody needs what the node gives.
    pub const fn gives(self) -> bool {
        matches!(self, Role::Transform | Role::LearnAndTransform)
    }
}

/// The edges into a node: the values that it takes, those that it learns against, and those that it gives.
#[derive(Debug, Clone, Copy)]
pub struct NodeWiring {
    /// Values that it transforms.
    pub inputs: &'static [u32],
    /// Values in `.fit(..)`.
    pub targets: &'static [u32],
    /// Values that it gives.
    pub outputs: &'static [u32],
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
    /// The schedule of a fit that also gives the values `outputs`; `wiring` is in topological order.
    pub const fn fit(wiring: &[NodeWiring; N], learns: &[bool; N], outputs: &[u32]) -> Self {
        let mut schedule = Self { roles: [Role::Skip; N], uses: [0; V] };
        count(&mut schedule.uses, outputs);
        let mut index = N;
        while index > 0 {
            index -= 1;
            let node = &wiring[index];
            let gives = any_used(&schedule.uses, node.outputs);
            schedule.roles[index] = match (learns[index], gives) {
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

    /// image (0) -> flatten -> 1 -> scaler -> 2 -> classifier(.fit(digit = 4)) -> 3
    const WIRING: [NodeWiring; 3] = [
        NodeWiring { inputs: &[0], targets: &[], outputs: &[1] },
        NodeWiring { inputs: &[1], targets: &[], outputs: &[2] },
        NodeWiring { inputs: &[2], targets: &[4], outputs: &[3] },
    ];

    #[test]
    fn a_fit_does_not_compute_what_nobody_learns_from() {
        let schedule = Schedule::<3, 5>::fit(&WIRING, &[false, true, false], &[]);
        assert_eq!(schedule.roles, [Role::Transform, Role::Learn, Role::Skip]);
        assert_eq!(schedule.uses, [1, 1, 0, 0, 0]);
    }

    #[test]
    fn an_output_that_is_asked_for_is_a_use() {
        let schedule = Schedule::<3, 5>::fit(&WIRING, &[false, true, true], &[3, 1]);
        assert_eq!(schedule.roles, [Role::Transform, Role::LearnAndTransform, Role::LearnAndTransform]);
        assert_eq!(schedule.uses, [1, 2, 1, 1, 1]);
    }
}
