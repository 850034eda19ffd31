//! Running a graph: its plan, the slots between its nodes, the scheduler, and what can be seen of it.
//!
//! | file | owns |
//! |---|---|
//! | `plan` | [`Plan`] and [`PlanBuf`]: successors, predecessors, urgency, from a list of edges |
//! | `slot` | [`Slot`] and [`FittedSlot`]: values between nodes, moved out at their last use |
//! | `work` | [`Work`]: whether other threads are worth waking |
//! | `scheduler` | [`execute`]: inline or in parallel, and where |
//! | `lanes` | the worker loops on rayon's pool |
//! | `failure` | which of several errors is reported |
//! | `observe` | [`observed`]: events and `tracing` spans around a node |
//! | `timeline`, `table` | [`Timeline`]: what ran when, and as a table |

mod failure;
mod lanes;
mod observe;
mod plan;
mod scheduler;
mod slot;
mod table;
mod timeline;
mod work;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod scenarios;

pub use observe::{is_observed, observed};
pub use plan::{Plan, PlanBuf};
pub use scheduler::execute;
pub use slot::{FittedSlot, Slot};
pub use timeline::{NodeTime, Timeline};
pub use work::Work;
