//! The pipeline as a graph, from names to a lowered graph that `check` and `emit` read.
//!
//! | folder or file | owns |
//! |---|---|
//! | `build` | the syntax tree to an [`UnresolvedPipeline`](build::unresolved::UnresolvedPipeline), whose nodes are connected by names |
//! | `lower` | the unresolved pipeline to a [`Pipeline`]: names resolved, nodes ordered and marked, `through` expanded |
//! | `pipeline`, `node`, `value` | the lowered graph |

pub(crate) mod build;
mod lower;
mod node;
mod pipeline;
mod value;

pub(crate) use crate::parse::syntax::{Arm, Dims, Form, Search, Size, SizeUse, Started, StepSpec, ValueType};
pub(crate) use build::build;
pub(crate) use lower::lower;
pub(crate) use node::{Arguments, Node, NodeKind};
pub(crate) use pipeline::{Equation, Output, Pipeline};
pub(crate) use value::{NodeId, Origin, Value, ValueId};
