//! The code of each kind of node.
//!
//! Invariant: `dispatch` is the only file that lists the kinds. Every other file of `emit` asks the trait
//! [`Kind`](kind::Kind), so a new kind of node is a file here and an arm there.
//!
//! | file | contents |
//! |---|---|
//! | `kind` | the trait: the questions that each kind answers |
//! | `dispatch` | the kind of a node |
//! | `step`, `choice`, `expect`, `column`, `inverse`, `reapply` | the kinds |
//! | `reuse` | the code that `inverse` and `reapply` share: the use of another node's fitted step |
//! | `block`, `arguments` | the code that creates a node, and its inputs as one source |
//! | `shapes`, `edge` | the shapes of values, and the inputs of a step in an error message |
//! | `site` | a node and its names |

mod arguments;
mod block;
mod choice;
mod column;
mod dispatch;
mod edge;
mod expect;
mod inverse;
mod kind;
mod reapply;
mod reuse;
mod shapes;
mod site;
mod step;

pub(super) use arguments::slot;
pub(super) use choice::Choice;
pub(super) use dispatch::{forget_places, of};
pub(super) use kind::{Given, Row};
pub(super) use shapes::{declared_shape, predicted, predicted_shape, value_shape};
pub(super) use site::inference;
