//! Whether a graph runs on several threads: by an estimate of its work before it starts, and by the time that its nodes take
//! once it runs on one.
//!
//! Invariant: no result depends on either decision.

use std::time::{Duration, Instant};

use super::Plan;
use crate::Phase;
use crate::step::Measure;

/// An estimate of the work in a graph, from the size of its inputs.
///
/// ```
/// use shapeflow::run::Work;
///
/// assert_eq!(Work::bytes(4096), Work::bytes(4096));
/// assert_ne!(Work::bytes(4096), Work::UNKNOWN);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work(Option<usize>);

impl Work {
    /// No estimate: the graph runs in parallel wherever its plan allows it.
    pub const UNKNOWN: Self = Self(None);

    /// The work of a graph whose inputs have this many bytes in total.
    pub const fn bytes(bytes: usize) -> Self {
        Self(Some(bytes))
    }

    /// The work of a graph with these inputs.
    pub fn of(inputs: &[Measure]) -> Self {
        Self::bytes(inputs.iter().map(Measure::bytes).sum())
    }

    /// Returns whether several threads can be faster than one. The nodes off the longest path must save more time than
    /// waking a thread costs; each is assumed to read the inputs once.
    pub(super) fn gains(self, plan: &Plan<'_>, phase: Phase) -> bool {
        let least = match phase {
            Phase::Predict => PREDICT_BYTES,
            Phase::Fit => FIT_BYTES,
        };
        plan.spare() > 0 && self.0.is_none_or(|bytes| bytes.saturating_mul(plan.spare()) >= least)
    }
}

/// The time that the nodes of a run on one thread take. A graph of few bytes may be slow all the same, if its steps sleep, solve or
/// call a service.
pub(super) struct Pace {
    began: Instant,
}

impl Pace {
    pub(super) fn start() -> Self {
        Self { began: Instant::now() }
    }

    /// Returns whether, after `ended` nodes, the others are faster on several threads, if they take as long on average. The clock
    /// is read after each of the first 8 nodes, then after every eighth, because reading it costs as much as a small node.
    #[inline]
    pub(super) fn gains(&self, plan: &Plan<'_>, ended: usize) -> bool {
        (ended <= 8 || ended.is_multiple_of(8)) && Self::gains_by(self.began.elapsed(), plan, ended)
    }

    fn gains_by(elapsed: Duration, plan: &Plan<'_>, ended: usize) -> bool {
        let average = elapsed.as_nanos() / ended.max(1) as u128;
        average >= SHARED_NODE.as_nanos() && average * plan.spare_after(ended) as u128 >= WAKE.as_nanos()
    }
}

/// Twice what waking a sleeping pool costs.
const WAKE: Duration = Duration::from_micros(80);

/// The threads of a run share its counters and arrays, so shorter nodes gain little.
const SHARED_NODE: Duration = Duration::from_micros(2);

/// Waking a sleeping pool costs 40 us (`benches/scheduler.rs`). In that time one thread makes an element-wise pass over
/// a MiB, but computes exponentials, projections or trees over 64 KiB or less. In doubt, the threads are woken: this
/// costs at most 40 us, but one thread may take any time longer for a heavy graph.
const PREDICT_BYTES: usize = 256 << 10;

/// A fit reads its data many times.
const FIT_BYTES: usize = PREDICT_BYTES / 32;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Result;
    use crate::run::PlanBuf;

    #[test]
    fn slow_nodes_change_the_mind_while_there_are_others_to_share() -> Result<()> {
        // A fan of 4 nodes, then a chain of 4.
        let edges = [(0, 1), (0, 2), (0, 3), (0, 4), (4, 5), (5, 6), (6, 7)];
        let plan = PlanBuf::new(8, &edges)?;
        let gains = |micros, ended| Pace::gains_by(Duration::from_micros(micros), &plan.plan(), ended);
        assert!(gains(100, 1));
        assert!(!gains(1, 1));
        // The rest is a chain.
        assert!(!gains(100_000, 4));
        assert!(!gains(100_000, 7));
        assert!(!gains(100_000, 8));
        Ok(())
    }
}
