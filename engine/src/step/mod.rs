//! The contracts between a step, a pipeline and the engine.
//!
//! | file | owns |
//! |---|---|
//! | [`contract`](self) | [`Step`], [`Stateless`], [`Transform`], [`Fit`] |
//! | `value` | [`Value`], what may flow along an edge, and [`Measure`], its size |
//! | `input` | [`IntoInput`], the forms in which a caller may hand over an input |
//! | `context` | [`Context`], what a step is told about the run |
//! | `options` | [`Run`], what the caller chooses for a run |
//! | `observer` | [`Observer`] and its [`Event`]s |

mod context;
mod contract;
mod input;
mod observer;
mod options;
mod value;

pub use context::Context;
pub use contract::{Fit, Out, Stateless, Step, Transform};
pub use input::IntoInput;
pub use observer::{Event, EventKind, Observer};
pub use options::{Run, Threads};
pub use value::{Measure, Value};
