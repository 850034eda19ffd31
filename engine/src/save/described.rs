//! [`Described`]: the description of a pipeline in a model file, and how two of them differ.
//!
//! Invariant: hyperparameters are not compared, so a model can be loaded whatever settings it was fitted with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::ErrorKind;
use crate::graph::{EdgeRole, EdgeType, Graph, Node, NodeKind};
use crate::space::Assignment;
use crate::space::parts::below;
use crate::{Error, Result};

/// The most differences that an error lists.
const SHOWN: usize = 5;

/// The name of a hyperparameter whose path is that of the step itself: the choice of a step, or of its presence.
const CHOICE: &str = "choice";

/// The description of a pipeline: its name, its signature, its steps and their wiring.
///
/// `Described::from(&Digits::graph())` describes the pipeline `Digits`. A file is loaded only into a program with an
/// equal description; [`hyperparameters`](SavedNode::hyperparameters) are informative and not compared.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
///         petals |> StandardScaler |> LogisticRegression<2> { c: 0.5 }.fit(kind)
///     }
/// }
///
/// let described = Described::from(&Flowers::graph());
/// assert_eq!(described.signature, "(petals: f64 [n, 4]) fit(kind: u8 [n]) -> f64 [n, 2]");
/// let steps: Vec<_> = described.nodes.iter().map(|node| node.step.as_str()).collect();
/// assert_eq!(steps, ["petals", "kind", "StandardScaler", "LogisticRegression<2>"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Described {
    /// The pipeline's name.
    pub pipeline: String,
    /// Its inputs and outputs: `(image: f32 [n, 8, 8]) fit(digit: u8 [n]) -> f32 [n, 10]`.
    pub signature: String,
    /// Inputs and steps, in topological order.
    pub nodes: Vec<SavedNode>,
    /// The values that flow between nodes.
    pub edges: Vec<SavedEdge>,
}

/// An input or a step of a saved pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SavedNode {
    /// Its path in the pipeline: `strokes.pca`.
    pub path: String,
    /// The step as the user wrote it: `Pca<12>`; for an input, its name.
    pub step: String,
    /// The kind of node, as [`NodeKind`] displays it: `input`, `step`, `learns`.
    pub kind: String,
    /// Its hyperparameters by name, for people to read: see [`Described::fitted_by`]. Not compared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hyperparameters: BTreeMap<String, String>,
    /// The categories of an input or a column, in the order of their enum. A step has learned their numbers, so they are compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
}

/// A value that flows from one node to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SavedEdge {
    /// The path of the node that returns it, and the number of the output.
    pub from: (String, usize),
    /// The path of the node that accepts it, and the number of the input.
    pub to: (String, usize),
    /// `data`, `target` (the node learns against it), `output` (`to` is an output of the pipeline), or `undone` or
    /// `reused` (the node uses the fitted step, not the value).
    pub role: String,
    /// Its type and shape: `f32 [n, 64]`.
    pub value: String,
}

impl Described {
    /// Creates a description without nodes, for a model that is not a pipeline.
    pub fn new(pipeline: impl Into<String>, signature: impl Into<String>) -> Self {
        Self { pipeline: pipeline.into(), signature: signature.into(), nodes: Vec::new(), edges: Vec::new() }
    }

    /// Adds a hyperparameter of a node; has no effect if there is no such node.
    #[must_use]
    pub fn hyperparameter(mut self, path: &str, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some(node) = self.nodes.iter_mut().find(|node| node.path == path) {
            node.hyperparameters.insert(name.into(), value.into());
        }
        self
    }

    /// Adds the hyperparameters of the steps, by their paths in the pipeline. Those that belong to no node are left out.
    #[must_use]
    pub fn fitted_by(mut self, assignment: &Assignment) -> Self {
        for (path, value) in assignment.iter() {
            let owners = self.nodes.iter_mut().filter_map(|node| Some((below(path, &node.path)?, node)));
            // A step of a nested pipeline is also below the path of that pipeline.
            if let Some((name, node)) = owners.max_by_key(|(_, node)| node.path.len()) {
                let name = if name.is_empty() { CHOICE } else { name };
                node.hyperparameters.insert(name.to_owned(), value.to_string());
            }
        }
        self
    }

    /// Compares the description that a program expects with that of a file.
    ///
    /// # Errors
    /// They differ; the message lists the differences.
    pub fn require(&self, file: &Self) -> Result<()> {
        let mut differences = self.differences(file);
        if differences.is_empty() {
            return Ok(());
        }
        let more = differences.len().saturating_sub(SHOWN);
        differences.truncate(SHOWN);
        if more > 0 {
            differences.push(format!("and {more} more"));
        }
        Err(Error::of_kind(
            ErrorKind::ModelFile,
            format!(
                "the file contains a different model than the program expects: {}",
                differences.join("; ")
            ),
        ))
    }

    /// Returns the differences of the first kind that occurs; those of later kinds follow from them.
    fn differences(&self, file: &Self) -> Vec<String> {
        if self.pipeline != file.pipeline {
            return vec![format!(
                "it is a model of the pipeline `{}`, not of `{}`",
                file.pipeline, self.pipeline
            )];
        }
        let mut found = Vec::new();
        for node in &self.nodes {
            match file.node(&node.path) {
                None => found.push(format!("it has no node `{}` (`{}`)", node.path, node.step)),
                Some(saved) if (&saved.step, &saved.kind) != (&node.step, &node.kind) => found.push(format!(
                    "its node `{}` is the {} `{}`, not the {} `{}`",
                    node.path,
                    noun(&saved.kind),
                    saved.step,
                    noun(&node.kind),
                    node.step
                )),
                // Files of earlier versions do not have them.
                Some(saved) if !saved.categories.is_empty() && saved.categories != node.categories => {
                    found.push(format!(
                        "the categories of `{}` are {} in the file, and {} in the program",
                        node.path,
                        quoted(&saved.categories),
                        quoted(&node.categories)
                    ));
                }
                Some(_) => {}
            }
        }
        for saved in file.nodes.iter().filter(|saved| self.node(&saved.path).is_none()) {
            found.push(format!("its node `{}` (`{}`) is not in the program", saved.path, saved.step));
        }
        if found.is_empty() && self.signature != file.signature {
            found.push(format!("its signature is `{}`, not `{}`", file.signature, self.signature));
        }
        if found.is_empty() {
            let new = self.edges.iter().filter(|edge| !file.edges.contains(edge));
            found.extend(new.map(|edge| format!("it has no edge {edge}")));
            let gone = file.edges.iter().filter(|edge| !self.edges.contains(edge));
            found.extend(gone.map(|edge| format!("its edge {edge} is not in the program")));
        }
        if found.is_empty() && (self.nodes.len(), self.edges.len()) != (file.nodes.len(), file.edges.len()) {
            found.push("it contains a node or an edge twice".to_owned());
        }
        found
    }

    fn node(&self, path: &str) -> Option<&SavedNode> {
        self.nodes.iter().find(|node| node.path == path)
    }
}

/// Returns names in backticks, the first ones of many.
fn quoted(names: &[String]) -> String {
    const MOST: usize = 8;
    let first: Vec<String> = names.iter().take(MOST).map(|name| crate::text::shown(name)).collect();
    let more = if names.len() > MOST { ", .." } else { "" };
    format!("{}{more}", first.join(", "))
}

/// Returns a node's kind as a noun.
fn noun(kind: &str) -> &str {
    if kind == "learns" { "learning step" } else { kind }
}

impl std::fmt::Display for SavedEdge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from: (from, output), to: (to, input), role, value } = self;
        write!(f, "from output {output} of `{from}` to {role} {input} of `{to}` (`{value}`)")
    }
}

impl From<&Graph> for Described {
    fn from(graph: &Graph) -> Self {
        let steps = graph.nodes().filter(|node| node.kind != NodeKind::Output);
        let nodes = steps.map(|node| SavedNode {
            path: node.path.clone(),
            step: node.step.clone(),
            kind: node.kind.to_string(),
            hyperparameters: BTreeMap::new(),
            categories: node.categories.iter().map(ToString::to_string).collect(),
        });
        let edges = graph.edge_indices().filter_map(|index| {
            let (source, target) = graph.edge_endpoints(index)?;
            let (edge, target) = (&graph[index], &graph[target]);
            let role = match (target.kind, edge.role) {
                (NodeKind::Output, _) => "output",
                (_, EdgeRole::Target) => "target",
                (_, EdgeRole::Data) => "data",
                (_, EdgeRole::Undone) => "undone",
                (_, EdgeRole::Reused) => "reused",
            };
            Some(SavedEdge {
                from: (graph[source].path.clone(), edge.output),
                to: (target.path.clone(), edge.position),
                role: role.to_owned(),
                value: edge.to_string(),
            })
        });
        let (nodes, edges) = (nodes.collect(), edges.collect());
        Self { pipeline: graph.name().to_owned(), signature: signature(graph), nodes, edges }
    }
}

fn signature(graph: &Graph) -> String {
    let value = |node: &Node| node.outputs.first().map_or_else(String::new, EdgeType::to_string);
    let named = |node: &Node| format!("{}: {}", node.path, value(node));
    let mut text = format!("({})", graph.inputs().map(named).collect::<Vec<_>>().join(", "));
    let targets: Vec<_> = graph.fit_inputs().map(named).collect();
    if !targets.is_empty() {
        text += &format!(" fit({})", targets.join(", "));
    }
    let results = graph.node_indices().filter(|&index| graph[index].kind == NodeKind::Output);
    let made: Vec<_> =
        results.flat_map(|index| graph.taken_by(index)).map(|(_, edge)| edge.to_string()).collect();
    match made.as_slice() {
        [single] => text + " -> " + single,
        several => text + " -> (" + &several.join(", ") + ")",
    }
}
