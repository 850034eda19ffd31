//! `choose { .. }` as a step of its own: a struct of its arms, which of them is chosen, and an enum of fitted arms.
//!
//! Invariant: the types of the arms stand in aliases, once each, and arms that are no steps are replaced there; whether
//! each takes what stands before it is asked in `assemble`, so the implementations here are never what a message is about.
//!
//! | file | emits |
//! |---|---|
//! | `node` | the choice as a kind of node |
//! | `names` | nothing: the names of all of it |
//! | `structs` | the struct, the enums, `Default`, `Clone`, `Debug` and `Save` for them |
//! | `step` | `Step`, `Fit`, `Transform` and their like |
//! | `space` | `Hyperparameters` |
//! | `questions` | what each arm is asked about types |
//! | `shapes` | the shapes of the arms, and their checks |

mod names;
mod node;
mod questions;
mod shapes;
mod space;
mod step;
mod structs;

pub(crate) use names::Choice;
pub(super) use node::ChoiceNode;
