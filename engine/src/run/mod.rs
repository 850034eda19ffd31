//! Runs a graph: its plan, the slots between its nodes, the scheduler, and the observation of its nodes.
//!
//! | file | owns |
//! |---|---|
//! | `plan` | `Plan` and `PlanBuf`: successors, predecessors, urgency, from a list of edges |
//! | `slot` | `Slot` and `FittedSlot`: values between nodes, moved out at their last use |
//! | `work` | `Work`: whether other threads are worth waking |
//! | `scheduler` | `execute`: inline or in parallel, and where |
//! | `lanes` | the worker loops on rayon's thread pool |
//! | `failure` | which of several errors is reported; a panic as an error |
//! | `observe` | `observed`: events and `tracing` spans around a node |
//! | `slow_build` | a note that a slow fit runs in an unoptimized library |
//! | `timeline`, `table` | [`Timeline`]: which node ran when, and its display as a table |

mod failure;
mod lanes;
mod observe;
mod plan;
mod scheduler;
pub(crate) mod slot;
mod slow_build;
mod table;
mod timeline;
mod work;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod scenarios;

pub use timeline::{NodeTime, Timeline};

// For the engine. `plumbing` exports what the generated code names.
pub(crate) use failure::caught;
pub(crate) use observe::is_observed;
pub(crate) use slot::{FittedSlot, Slot};
pub(crate) use slow_build::SlowBuild;

// For the benchmark of the scheduler (`benches/scheduler.rs`), not for users.
#[doc(hidden)]
pub use observe::observed;
#[doc(hidden)]
pub use plan::{Plan, PlanBuf};
#[doc(hidden)]
pub use scheduler::execute;
#[doc(hidden)]
pub use work::Work;
