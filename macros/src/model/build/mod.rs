//! The syntax tree to a graph whose nodes are still connected by names.
//!
//! | file | owns |
//! |---|---|
//! | `unresolved` | the result |
//! | `builder` | the state of building, and the order in which a pipeline is built |
//! | `body` | bodies and equations |
//! | `unpack` | `(a, b) = chain` |
//! | `chain`, `flow` | chains to nodes, and what flows along them |
//! | `scope` | which name refers to which value |
//! | `sizes` | declared sizes and the hyperparameters set to them |
//! | `paths` | the field path of each step |

mod body;
mod builder;
mod chain;
mod flow;
mod paths;
mod scope;
mod sizes;
mod unpack;
pub(crate) mod unresolved;

pub(crate) use builder::build;
