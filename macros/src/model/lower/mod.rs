//! The unresolved pipeline to the graph that `check::graph` and `emit` read.
//!
//! | file | owns |
//! |---|---|
//! | `lowering` | the order of the passes, and the walk that adds each node to the graph |
//! | `resolve` | names to values, nodes to topological order |
//! | `fit_only` | which nodes exist only in the fit graph, and which are bypassed at predict time |
//! | `inverse` | `inverse` to the inverses of steps |
//! | `reapply` | `through` to copies of steps |

mod fit_only;
mod inverse;
mod lowering;
mod reapply;
mod resolve;

pub(crate) use lowering::lower;
