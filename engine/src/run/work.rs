//! How much there is to do, and whether other threads are worth waking for it.
//!
//! Invariant: the decision depends on the plan, the input and the options alone, never on timing, so the same run
//! takes the same path every time.

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
    /// Nothing is known: the graph runs in parallel wherever its plan allows.
    pub const UNKNOWN: Self = Self(None);

    /// The graph's inputs have so many bytes in all.
    pub const fn bytes(bytes: usize) -> Self {
        Self(Some(bytes))
    }

    /// The graph has these inputs.
    pub fn of(inputs: &[Measure]) -> Self {
        Self::bytes(inputs.iter().map(Measure::bytes).sum())
    }

    /// Whether several threads can be faster than one here: the nodes beside the longest path, each taken to read
    /// the inputs once, must be worth more than waking a thread.
    pub(super) fn gains(self, plan: &Plan<'_>, phase: Phase) -> bool {
        let least = match phase {
            Phase::Predict => PREDICT_BYTES,
            Phase::Fit => FIT_BYTES,
        };
        plan.spare() > 0 && self.0.is_none_or(|bytes| bytes.saturating_mul(plan.spare()) >= least)
    }
}

/// Waking a sleeping pool costs 40 us (`benches/scheduler.rs`). In that time one thread makes an element-wise pass over
/// a MiB, but exponentials, projections or trees over 64 KiB or less. In doubt the threads are woken: that loses 40 us
/// at most, while a heavy graph on one thread loses without bound.
const PREDICT_BYTES: usize = 256 << 10;

/// Learning goes over its data many times.
const FIT_BYTES: usize = PREDICT_BYTES / 32;
