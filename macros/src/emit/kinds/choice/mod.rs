//! `choose { .. }` as a step: a struct of its arms with the chosen arm, and an enum of the fitted arms.
//!
//! Invariant: each type of an arm is in one alias, where a type that is not a step is replaced. `assemble` checks
//! whether each arm accepts its input, so no error message is about the implementations here.
//!
//! | file | emits |
//! |---|---|
//! | `node` | the choice as a kind of node |
//! | `names` | nothing: the names of the generated items |
//! | `structs` | the struct and the enums, and `Default`, `Clone`, `Debug` and `Save` for them |
//! | `step` | `Step`, `Fit`, `Transform` and the other traits of a step |
//! | `space` | `Hyperparameters` |
//! | `questions` | the type checks of each arm |
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
