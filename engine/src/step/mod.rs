//! The contracts between a step, a pipeline and the engine.
//!
//! | file | owns |
//! |---|---|
//! | [`contract`](self) | [`Step`], [`Stateless`], [`Transform`], [`Fit`] |
//! | `learn` | [`Learn`], learning in parts that merge, and [`Learner`], the question whether a step learns from batches |
//! | `learning` | [`Learning`], a fit that is going on |
//! | `partial_fit` | [`PartialFit`], learning from where a fitted step stands, and [`Continues`], the question whether it can |
//! | `fit_only` | [`FitOnly`], the steps that change the rows to learn from |
//! | `inverse` | [`Inverse`], what a fitted step did, undone, and [`Invertible`], the steps that have it |
//! | `value` | [`Value`], what may flow along an edge, and [`Measure`], its size |
//! | `array_of` | `ArrayOf`, what an array is called in messages |
//! | `input` | [`IntoInput`], the forms in which a caller may hand over an input |
//! | `context` | [`Context`], what a step is told about the run |
//! | `resource` | [`Holds`], the steps that hold something while they work, and what is open |
//! | `options` | [`Run`], what the caller chooses for a run |
//! | `observer` | [`Observer`] and its [`Event`]s |

pub(crate) mod array_of;
mod cancel;
mod context;
mod contract;
mod fit_only;
mod input;
mod inverse;
#[cfg(test)]
mod laws;
mod learn;
mod learning;
mod observer;
mod options;
mod partial_fit;
mod resource;
mod value;

pub use cancel::CancelToken;
pub use context::Context;
pub use contract::{Fit, Out, RunningFit, Stateless, Step, Transform};
pub use fit_only::FitOnly;
pub use input::IntoInput;
pub use inverse::{Inverse, Invertible};
pub use learn::{Learn, Learner, Mergeable};
pub use learning::Learning;
pub use observer::{Event, EventKind, Observer};
pub use options::{Run, Threads};
pub use partial_fit::{Continues, PartialFit};
pub(crate) use resource::Resources;
pub use resource::{Holds, Opening};
pub use value::{Measure, Value};
