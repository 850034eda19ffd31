//! An estimate of the work in a graph, which decides whether it runs on several threads.
//!
//! Invariant: the decision depends only on the plan, the input and the options, never on timing, so equal runs
//! make the same decision.

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

/// Waking a sleeping pool costs 40 us (`benches/scheduler.rs`). In that time one thread makes an element-wise pass over
/// a MiB, but computes exponentials, projections or trees over 64 KiB or less. In doubt, the threads are woken: this
/// costs at most 40 us, but one thread may take any time longer for a heavy graph.
const PREDICT_BYTES: usize = 256 << 10;

/// A fit reads its data many times.
const FIT_BYTES: usize = PREDICT_BYTES / 32;
