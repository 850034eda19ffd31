//! A pipeline's graph as data: what `Digits::graph()` returns, how it is built, and how it is drawn.
//!
//! | file | what it owns |
//! |---|---|
//! | `data` | [`Graph`]: nodes in topological order, clusters, and ways to find things in them |
//! | `node`, `edge`, `cluster` | what a node, an edge and a cluster know |
//! | `view` | [`View`]: the part of a graph that runs while fitting or predicting |
//! | `listing` | a graph as a short text |
//! | `builder`, `splice` | [`GraphBuilder`]: the calls that `pipeline!` emits; nested pipelines |
//! | `export` | Graphviz and Mermaid text |
//!
//! ```
//! use shapeflow::graph::{EdgeType, GraphBuilder, Location, StepInfo};
//!
//! let here = Location::new(file!(), line!(), column!());
//! let mut builder = GraphBuilder::new("Scale");
//! let x = builder.input("x", false, here, EdgeType::new("f32", "ArcArray2<f32>", "[n, 4]"));
//! let scaler = StepInfo { learns: true, ..StepInfo::new("scaled", "StandardScaler", here) };
//! let made = vec![EdgeType::new("f32", "ArcArray2<f32>", "[n, 4]")];
//! let scaled = builder.step(scaler, &[x], &[], None, made);
//! builder.output("scaled", &scaled[0]);
//!
//! let graph = builder.finish();
//! assert_eq!(graph.learners().next().map(|node| node.path.as_str()), Some("scaled"));
//! assert!(graph.dot().starts_with("digraph"));
//! ```

mod builder;
mod cluster;
mod data;
mod edge;
mod export;
mod listing;
mod node;
mod splice;
#[cfg(test)]
mod tests;
mod view;

pub use builder::{GraphBuilder, Port, StepInfo};
pub use cluster::{Cluster, ClusterKind, Wire};
pub use data::Graph;
pub use edge::{Edge, EdgeRole, EdgeType};
pub use export::{Detail, Direction, DrawOptions, Theme};
pub use node::{Location, Node, NodeKind};
pub use view::{Part, View};
