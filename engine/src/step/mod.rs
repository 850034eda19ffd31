//! The traits of steps, and the options of a run.
//!
//! Most steps are written with [`#[step]`](macro@crate::step) on a function or an `impl` block. This module has the traits
//! behind it, for steps that the attribute cannot express:
//!
//! | to write | implement |
//! |---|---|
//! | a step that learns nothing | [`Stateless`] and [`Transform`] |
//! | a step that needs all rows at once to learn | [`Step`], [`Fit`], and [`Transform`] for the fitted step |
//! | a step that learns from batches, and in parallel | [`Step`], [`Mergeable`], [`Learn`], and [`Transform`] for the fitted step |
//! | an inverse, `z \|> inverse(label)` | [`Invertible`], and [`Inverse`] for the fitted step |
//! | a step that acts only while fitting | [`FitOnly`] as well; [`SelectRows`], if it selects rows whose weights go with them |
//! | a step that holds a device or a connection | [`Holds`] as well |
//! | a step around another step | the traits that the step inside implements: see [`steps`](crate::steps#write-your-own-meta-step) |
//!
//! | file | contents |
//! |---|---|
//! | `contract` | [`Step`], [`Stateless`], [`Transform`], [`Fit`] |
//! | `learn` | [`Learn`], learning in parts that merge; [`Learner`], the steps that learn from batches |
//! | `learning` | [`Learning`], a fit in progress |
//! | `fit_session` | [`Fit`] of every step that implements [`Learn`] |
//! | `partial_fit` | [`PartialFit`], learning from more rows; [`Continues`], the steps that can |
//! | `predict_one` | [`PredictOne`], the prediction for one record |
//! | `fit_only` | [`FitOnly`], the steps that act only while fitting |
//! | `select_rows` | [`SelectRows`], the fit-only steps that select rows |
//! | `inverse` | [`Inverse`], the inverse of a fitted step; [`Invertible`], the steps that have one |
//! | `features` | [`Features`], the names of the features of a value |
//! | `value` | [`Value`], the types that can flow along an edge; [`Measure`], the size of a value |
//! | `array_of` | `ArrayOf`, the name of an array in compile-time messages |
//! | `input` | [`IntoInput`], the forms in which a caller may pass an input |
//! | `context` | [`Context`], what a step knows about the run |
//! | `attached` | what a higher module attaches to a run or a context |
//! | `resource` | [`Holds`], the steps with resources; [`Opening`], which opens them |
//! | `opened` | the open resources of a run |
//! | `options` | [`Run`], the options of a run |
//! | `threads` | where the parallel loops inside a step run |
//! | `cancel` | [`CancelToken`] |
//! | `observer` | [`Observer`] and its [`Event`]s |

pub(crate) mod array_of;
mod attached;
mod cancel;
mod context;
mod contract;
mod features;
mod fit_only;
mod fit_session;
mod input;
mod inverse;
mod learn;
mod learning;
mod observer;
mod opened;
mod options;
mod partial_fit;
mod predict_one;
#[cfg(test)]
mod properties;
mod resource;
mod select_rows;
mod threads;
mod value;

pub use cancel::CancelToken;
pub use context::Context;
pub use contract::{Fit, Out, RunningFit, Stateless, Step, Transform};
pub use features::Features;
pub(crate) use features::output_features;
pub use fit_only::FitOnly;
#[doc(hidden)]
pub use input::InRows;
pub use input::IntoInput;
pub use inverse::{Inverse, Invertible};
pub use learn::{Learn, Learner, Mergeable};
pub use learning::Learning;
pub(crate) use learning::{batch_too_many, pass_missing};
pub use observer::{Event, EventKind, Observer};
pub(crate) use opened::Resources;
pub use options::{Run, Threads};
pub use partial_fit::{Continues, PartialFit};
pub use predict_one::{OneRow, PredictOne, TakesRecords};
pub use resource::{Holds, Opening};
pub use select_rows::SelectRows;
pub(crate) use threads::{bounded_by, on_threads_of_run};
pub use value::{Measure, Value};
