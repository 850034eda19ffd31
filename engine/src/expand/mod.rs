//! What the code written by `pipeline!` calls. Not for direct use: it may change with every version.
//!
//! A pipeline is written once and read three times: as a *sketch* (types alone, no values) that draws the graph and
//! reports type mistakes, as the fit graph, and as the predict graph. Invariant: only the sketch is strict. The
//! other two accept whatever the sketch has rejected, by way of [`Poison`], so that one mistake is one error.
//!
//! | file | owns |
//! |---|---|
//! | `probe` | which of the two, typed or broken, a step and its input are |
//! | `is_step` | whether a type is a step, as a constant |
//! | `sketch` | the strict reading: edges that carry a type |
//! | `shown` | types as they appear in messages and drawings |
//! | `schedule` | which nodes a run needs, and how often each value is used |
//! | `source` | where a node takes its values from, and where it puts what it gives |
//! | `node` | the nodes of a run |
//! | `engine` | one run: its sizes and its checks |
//! | `draw` | the graph |
//! | `editor` | what the expansion calls that an editor reads |
//! | `lenient` | outputs that may be poison |
//! | `checks` | what rustc evaluates, with its messages |
//! | `output` | types of outputs, and arrays that the caller owns |
//! | `fields` | `Default`, `Clone` and `Debug` for pipelines whose steps have them |

mod checks;
mod draw;
mod editor;
mod engine;
mod fields;
mod is_step;
mod lenient;
mod node;
mod output;
mod probe;
mod schedule;
mod shown;
mod sketch;
mod source;

pub use checks::*;
pub use draw::*;
pub use editor::*;
pub use engine::*;
pub use fields::*;
pub use is_step::*;
pub use lenient::*;
pub use node::*;
pub use output::*;
pub use probe::*;
pub use schedule::*;
pub use shown::*;
pub use sketch::*;
pub use source::*;

pub use crate::error::{Error, Phase, Result};
pub use crate::graph::Graph;
pub use crate::run::{Plan, Wiring};
pub use crate::shape::{
    Inference, Promise, Shape, Signature, Sizes, Targets, Text, expect_shape, infer, render_signature,
    require_promise,
};
pub use crate::step::{Context, Fit, IntoInput, Measure, Run, Step, Transform};

/// `ndarray`, under the name by which the generated code knows it.
pub use ndarray;

/// The traits whose methods the generated code finds by method resolution.
pub mod traits {
    pub use super::{
        AdmitPoison as _, AdmitValue as _, ArrayOutlet as _, BrokenStep as _, BrokenTransform as _,
        DeliverPoison as _, DeliverValue as _, FlowingValue as _, GivenPoison as _, GivenValue as _,
        NoGraph as _, OtherEdge as _, Otherwise as _, OwnType as _, PoisonParts as _, PoisonedEdge as _,
        ProbeOther as _, ProbeShown as _, ProbeTaken as _, PushOther as _, PushSame as _, ShownType as _,
        SoundEdge as _, SplitEdge as _, StandingValue as _, TupleParts as _, TypedStep as _,
        TypedTransform as _, ValueOutlet as _, WholeEdge as _,
    };
}

pub use shapeflow_macros::pipeline;

/// The items as they are: a place for the one `#[cfg(..)]` that decides about all of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __items {
    ($($item:tt)*) => { $($item)* };
}
pub use crate::__items as items;
