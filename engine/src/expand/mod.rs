//! What the code written by `pipeline!` calls. Not for direct use: it may change with every version.
//!
//! The generated code makes the nodes of a pipeline in one function, in which rustc types each of them once. A mistake
//! in a type is reported there, at the step; behind it flows [`Poison`], about which nothing is said, so that one
//! mistake is one error. Everything else is a [`Job`] over the nodes.
//!
//! | file | owns |
//! |---|---|
//! //! | `is_step` | whether a type is a step, as a constant |
//! | `verdict` | whether a step takes what stands before it, and the message where it does not |
//! | `shown` | types as they appear in messages and drawings |
//! | `source`, `list` | where a node takes its values from |
//! | `outlet`, `split` | where it puts what it gives |
//! | `node` | the nodes |
//! | `choice`, `chosen`, `arm_verdict` | steps that are one of several arms |
//! | `passing` | the nodes that act only while fitting |
//! | `reuse` | the nodes that undo a fitted step, or apply it again |
//! | `engine` | one run: its sizes and its checks |
//! | `schedule` | which nodes a run needs, and how often each value is used |
//! | `assemble` | a pipeline's tables and nodes, and what a job is |
//! | `jobs` | fit, predict, draw |
//! | `learning`, `learnt` | learning from batches |
//! | `holding` | what the steps hold while they work |
//! | `going_on` | learning more, of a fitted pipeline |
//! | `streaming` | fit from a source, predictions as a stream |
//! | `draw` | the graph |
//! | `lenient` | outputs that may be poison |
//! | `checks` | what rustc evaluates, with its messages |
//! | `output` | types of outputs, and arrays that the caller owns |
//! | `fields` | `Default`, `Clone` and `Debug` for pipelines whose steps have them |
//! | `tuning`, `sizes` | `Hyperparameters` for pipelines |
//! | `facts` | what a cache is told of steps and inputs, as constants |
//! | `keeping`, `unkept` | what a cache keeps of a node |
//! | `keys` | the keys of a fit's values and nodes |
//! | `remembering` | a fit with a cache |
//! | `saving` | `Save` for fitted pipelines |
//! | `editor` | what the expansion calls that an editor reads |

mod arm_verdict;
mod assemble;
mod checks;
mod choice;
mod chosen;
mod draw;
mod editor;
mod engine;
mod facts;
mod fields;
mod going_on;
mod holding;
mod is_step;
mod jobs;
#[cfg(feature = "cache")]
mod keeping;
#[cfg(feature = "cache")]
mod keys;
mod learning;
mod learnt;
mod lenient;
mod list;
mod node;
mod outlet;
mod output;
mod passing;
#[cfg(feature = "cache")]
mod remembering;
mod reuse;
#[cfg(feature = "save")]
mod saving;
mod schedule;
mod shown;
mod sizes;
mod source;
mod split;
mod streaming;
mod tuning;
mod unkept;
mod verdict;

pub use crate::diagnostics::poison::Poison;
pub use arm_verdict::*;
pub use assemble::*;
pub use checks::*;
pub use choice::*;
pub use chosen::*;
pub use editor::*;
pub use engine::*;
pub use facts::*;
pub use fields::*;
pub use going_on::*;
pub use holding::*;
pub use is_step::*;
pub use jobs::*;
#[cfg(feature = "cache")]
pub use keeping::*;
pub use learning::*;
pub use learnt::*;
pub use lenient::*;
pub use list::*;
pub use node::*;
pub use outlet::*;
pub use output::*;
pub use passing::*;
pub use reuse::*;
#[cfg(feature = "save")]
pub use saving::*;
pub use schedule::*;
pub use shown::*;
pub use sizes::*;
pub use source::*;
pub use split::*;
pub use streaming::*;
pub use tuning::*;
pub use unkept::*;
pub use verdict::*;

pub use crate::run::{FittedSlot, Slot};
pub use crate::shape::{
    Inference, Promise, Shape, Signature, Targets, Text, chosen, expect_again, expect_shape, infer,
    infer_again, infer_inverse, is_same, passed_on, render_signature, require_arm, require_named,
    require_promise, require_same, require_target_taken, targets_of,
};

/// `ndarray`, under the name by which the generated code knows it.
pub use ndarray;

/// The traits whose methods the generated code finds by method resolution.
pub mod traits {
    pub use super::{
        ArmNotTakenOther as _, ArmNotTakenShown as _, DeliverPoison as _, FlowingValue as _,
        GivenPoison as _, GivenValue as _, NoGraph as _, NoHolding as _, NoInverse as _, NoKnobs as _,
        NotHashed as _, NotKept as _, NotPassing as _, NotReusedOther as _, NotReusedShown as _,
        NotTakenOther as _, NotTakenShown as _, OtherArmOther as _, OtherArmShown as _, Otherwise as _,
        OwnType as _, PushOther as _, PushShown as _, ReusedValue as _, SoundSlot as _, StandingValue as _,
        TakenValue as _, UnsavedFacts as _, ValueOutlet as _, WholeArray as _, WholeOther as _,
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

/// The items, where models can be saved.
#[cfg(feature = "save")]
#[doc(hidden)]
#[macro_export]
macro_rules! __saved {
    ($($item:tt)*) => { $($item)* };
}

/// Nothing: models cannot be saved.
#[cfg(not(feature = "save"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __saved {
    ($($item:tt)*) => {};
}
pub use crate::__saved as saved;
