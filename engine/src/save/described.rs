//! [`Described`]: what a pipeline is, as a model file says it, and how two of them differ.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::ErrorKind;
use crate::graph::{EdgeRole, EdgeType, Graph, Node, NodeKind};
use crate::space::Assignment;
use crate::space::parts::below;
use crate::{Error, Result};

/// Differences that an error lists.
const SHOWN: usize = 5;

/// The name of a hyperparameter that says which step it is, or whether it is there; it has the path of the step itself.
const CHOICE: &str = "choice";

/// What a pipeline is: its name, its signature, its steps and their wiring.
///
/// A pipeline's own is `Described::from(&Digits::graph())`. A file is loaded only into a program whose description is
/// equal but for [`hyperparameters`](SavedNode::hyperparameters), which are told and not compared.
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
    /// What goes in and comes out: `(image: f32 [n, 8, 8]) fit(digit: u8 [n]) -> f32 [n, 10]`.
    pub signature: String,
    /// Inputs and steps, in topological order.
    pub nodes: Vec<SavedNode>,
    /// Values on their way from node to node.
    pub edges: Vec<SavedEdge>,
}

/// An input or a step of a saved pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SavedNode {
    /// Where it is: `strokes.pca`.
    pub path: String,
    /// The step as the user wrote it: `Pca<12>`; the name, for an input.
    pub step: String,
    /// What sort of node it is, as [`NodeKind`] shows itself: `input`, `step`, `learns`.
    pub kind: String,
    /// What it was set to, by name, for people to read: see [`Described::fitted_by`]. Not compared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hyperparameters: BTreeMap<String, String>,
}

/// One value on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SavedEdge {
    /// The path of the node that makes it, and which of its outputs it is.
    pub from: (String, usize),
    /// The path of the node that takes it, and as which of its inputs.
    pub to: (String, usize),
    /// `data`, `target` (it is learnt against) or `output` (`to` is a result of the pipeline).
    pub role: String,
    /// Its type and shape: `f32 [n, 64]`.
    pub value: String,
}

impl Described {
    /// A description without nodes, for a model that is not a pipeline.
    pub fn new(pipeline: impl Into<String>, signature: impl Into<String>) -> Self {
        Self { pipeline: pipeline.into(), signature: signature.into(), nodes: Vec::new(), edges: Vec::new() }
    }

    /// Tells a hyperparameter of a node; nothing happens where there is no such node.
    #[must_use]
    pub fn hyperparameter(mut self, path: &str, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some(node) = self.nodes.iter_mut().find(|node| node.path == path) {
            node.hyperparameters.insert(name.into(), value.into());
        }
        self
    }

    /// Tells the hyperparameters of the steps, by their paths in the pipeline. What belongs to no node is left out: there
    /// is none in a description without nodes.
    #[must_use]
    pub fn fitted_by(mut self, assignment: &Assignment) -> Self {
        for (path, value) in assignment.iter() {
            let owners = self.nodes.iter_mut().filter_map(|node| Some((below(path, &node.path)?, node)));
            // A step of a nested pipeline lies below that pipeline too.
            if let Some((name, node)) = owners.max_by_key(|(_, node)| node.path.len()) {
                let name = if name.is_empty() { CHOICE } else { name };
                node.hyperparameters.insert(name.to_owned(), value.to_string());
            }
        }
        self
    }

    /// Compares what a program expects with what a file holds.
    ///
    /// # Errors
    /// They differ; the message says in what.
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
            format!("the file holds another model than the program expects: {}", differences.join("; ")),
        ))
    }

    /// The first kind of difference that there is; those behind it follow from it.
    fn differences(&self, file: &Self) -> Vec<String> {
        if self.pipeline != file.pipeline {
            return vec![format!("it is of the pipeline `{}`, not `{}`", file.pipeline, self.pipeline)];
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
            found.push("it names a node or an edge twice".to_owned());
        }
        found
    }

    fn node(&self, path: &str) -> Option<&SavedNode> {
        self.nodes.iter().find(|node| node.path == path)
    }
}

/// A node's kind in a sentence.
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
