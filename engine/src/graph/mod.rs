//! A pipeline as data: the result of `Digits::graph()`, and its drawings.
//!
//! ```
//! use shapeflow::graph::{Detail, DrawOptions, NodeKind, Part, Theme};
//! use shapeflow::prelude::*;
//!
//! pipeline! {
//!     Encoder(x: f32[n, 4]) -> f32[n, 2] {
//!         x |> StandardScaler |> Pca<2>
//!     }
//!
//!     /// Tells three kinds of flowers apart.
//!     Flowers(petals: f32[n, 4]) fit(kind: u8[n]) -> f32[n, 3] {
//!         code  = petals |> Encoder;
//!         probs = code |> LogisticRegression<3>.fit(kind);
//!         probs
//!     }
//! }
//!
//! let graph = Flowers::graph();
//! println!("{graph}"); // a line per node
//!
//! // Nodes and edges, in topological order. The steps of a nested pipeline are nodes, and it is a cluster.
//! let learners: Vec<&str> = graph.learners().map(|node| node.path.as_str()).collect();
//! assert_eq!(learners, ["code.output.standard_scaler", "code.output.pca", "probs"]);
//! let probs = graph.find("probs").unwrap();
//! assert_eq!((probs.kind, probs.step.as_str()), (NodeKind::Learner, "LogisticRegression<3>"));
//! assert!(graph.predict_graph().nodes().all(|node| node.path != "kind"));
//!
//! // Drawings, as text for Graphviz (`dot -Tsvg`) or for Mermaid, which GitHub draws in Markdown.
//! let options = DrawOptions { part: Part::Predict, theme: Theme::Dark, detail: Detail::Collapsed, ..Default::default() };
//! assert!(graph.dot().starts_with("digraph"));
//! assert!(graph.mermaid_with(&options).contains("flowchart"));
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `data` | [`Graph`]: nodes in topological order, clusters, and methods to find them |
//! | `node`, `edge`, `cluster` | [`Node`], [`Edge`], [`Cluster`] |
//! | `feature_names` | [`FeatureNames`]: the names of the features of all values |
//! | `view` | [`View`]: the part of a graph that runs while fitting or predicting |
//! | `listing` | a graph as a short text |
//! | `builder`, `splice` | `GraphBuilder`, which makes a graph from the nodes of a pipeline; nested pipelines |
//! | `export` | Graphviz and Mermaid text |

mod builder;
mod cluster;
mod data;
mod edge;
mod export;
mod feature_names;
mod listing;
mod node;
mod splice;
#[cfg(test)]
mod tests;
mod view;

pub use cluster::{Cluster, ClusterKind, Wire};
pub use data::Graph;
pub use edge::{Edge, EdgeRole, EdgeType};
pub use export::{Detail, Direction, DrawOptions, Theme};
pub use feature_names::FeatureNames;
pub use node::{Location, Node, NodeKind};
pub use view::{Part, View};

pub(crate) use builder::{GraphBuilder, Port, StepInfo};
pub(crate) use feature_names::NodeFeatures;
