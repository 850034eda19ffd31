//! From a graph to its drawing.
//!
//! Invariant: boxes, groups and arrows are in the order of the graph's nodes and edges, so the same graph always has the same
//! drawing.

use std::collections::{HashMap, HashSet};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::drawing::{Arrow, Drawing, Frame, Group, Item, Look, Shape};
use super::{DrawOptions, legend, text};
use crate::graph::{ClusterKind, Edge, EdgeRole, Graph, Node, NodeKind, View};

/// The most names of features in the tooltip of an arrow.
const HINT: usize = 50;

/// Makes the drawing of a graph.
pub(super) fn draw(graph: &Graph, options: &DrawOptions) -> Drawing {
    let drawing = Drawing {
        title: text::line(graph.name()),
        subtitle: text::first_paragraph(graph.docs()),
        ..Drawing::default()
    };
    let (shape_of, group_of) = (HashMap::new(), HashMap::new());
    let view = View::new(graph, options.part);
    let mut walk = Walk {
        graph,
        view: &view,
        depth: options.detail.depth(),
        features: options.features,
        drawing,
        shape_of,
        group_of,
    };
    walk.boxes();
    walk.arrows();
    if options.legend {
        legend::add(&mut walk.drawing);
    }
    walk.drawing
}

/// The node or cluster of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Node(NodeIndex),
    Closed(usize),
}

struct Walk<'a> {
    graph: &'a Graph,
    view: &'a View<'a>,
    depth: usize,
    features: bool,
    drawing: Drawing,
    shape_of: HashMap<Place, usize>,
    group_of: HashMap<usize, usize>,
}

impl Walk<'_> {
    fn boxes(&mut self) {
        let Self { graph, view, .. } = *self;
        for index in graph.node_indices().filter(|&index| view.contains(index)) {
            let around = graph.clusters_around(index);
            let node = &graph[index];
            match around.get(self.depth) {
                Some(&closed) => self.closed(closed, &around[..self.depth], Some(node)),
                None => {
                    let (prefix, name) = self.split_path(&node.path, &around);
                    let shape = shape_of_node(index, node, prefix, name);
                    self.place(Place::Node(index), shape, &around);
                }
            }
        }
        // A pipeline that only passes its input on has no steps, but collapsed it is a box like any other.
        for (index, cluster) in graph.clusters().iter().enumerate() {
            let around = graph.ancestry(cluster.parent);
            let bare = !graph.nodes().any(|node| node.cluster == Some(index));
            let given =
                !cluster.inputs.is_empty() && cluster.inputs.iter().all(|wire| view.contains(wire.source));
            if around.len() == self.depth && bare && given && (!cluster.fit_only || view.shows_fit_only()) {
                self.closed(index, &around, None);
            }
        }
    }

    /// Adds a collapsed cluster, or one more node to its box.
    fn closed(&mut self, index: usize, around: &[usize], node: Option<&Node>) {
        let (learns, fit_only) =
            node.map_or((false, None), |node| (node.kind == NodeKind::Learner, Some(node.fit_only)));
        if let Some(shape) =
            self.shape_of.get(&Place::Closed(index)).and_then(|&at| self.drawing.boxes.get_mut(at))
        {
            shape.learns |= learns;
            shape.fit_only &= fit_only.unwrap_or(true);
            return;
        }
        let Some(cluster) = self.graph.clusters().get(index) else { return };
        let (prefix, name) = self.split_path(&cluster.path, around);
        let shape = Shape {
            id: format!("c{index}"),
            look: Look::Closed,
            prefix,
            name,
            detail: text::line(&cluster.step),
            learns,
            fit_only: fit_only.unwrap_or(cluster.fit_only),
            hint: text::line(&format!("{}, {}", cluster.path, cluster.source)),
        };
        self.place(Place::Closed(index), shape, around);
    }

    fn place(&mut self, place: Place, shape: Shape, around: &[usize]) {
        let at = self.drawing.boxes.len();
        self.drawing.boxes.push(shape);
        self.shape_of.insert(place, at);
        let group = around.iter().fold(None, |outer, &cluster| self.group(cluster, outer));
        self.put(Item::Shape(at), group);
    }

    /// Returns a path inside the innermost cluster around it, split before its last part.
    fn split_path(&self, path: &str, around: &[usize]) -> (String, String) {
        let outside = around.last().and_then(|&cluster| self.graph.clusters().get(cluster));
        let inside =
            outside.and_then(|outside| path.strip_prefix(&outside.path)?.strip_prefix('.')).unwrap_or(path);
        let (prefix, name) = inside.split_at(inside.rfind('.').map_or(0, |dot| dot + 1));
        (text::line(prefix), text::line(name))
    }

    /// Returns the group of an expanded cluster, and adds it if it is new.
    fn group(&mut self, index: usize, outer: Option<usize>) -> Option<usize> {
        if let Some(&group) = self.group_of.get(&index) {
            return Some(group);
        }
        let cluster = self.graph.clusters().get(index)?;
        let group = self.drawing.groups.len();
        self.drawing.groups.push(Group {
            id: format!("cluster_{index}"),
            name: text::line(cluster.name()),
            detail: text::line(&cluster.step),
            frame: if cluster.kind == ClusterKind::Pipeline { Frame::Pipeline } else { Frame::Block },
            fit_only: cluster.fit_only,
            items: Vec::new(),
            hint: text::line(&format!("{}, {}", cluster.path, cluster.source)),
        });
        self.group_of.insert(index, group);
        self.put(Item::Group(group), outer);
        Some(group)
    }

    fn put(&mut self, item: Item, group: Option<usize>) {
        match group.and_then(|group| self.drawing.groups.get_mut(group)) {
            Some(group) => group.items.push(item),
            None => self.drawing.top.push(item),
        }
    }

    fn arrows(&mut self) {
        // A collapsed pipeline has each input once, with the type outside.
        let Self { graph, view, .. } = *self;
        let mut into_block = HashSet::new();
        for edge in graph.edge_references().filter(|edge| view.contains_edge(edge.id())) {
            let (from, to) = (self.made_at(edge.source(), edge.weight()), self.seen_at(edge.target()));
            let drawn_as_wire = matches!(to, Place::Closed(cluster) if self.is_pipeline(cluster));
            let key = (edge.source(), edge.weight().output, to, edge.weight().role);
            let again = matches!(to, Place::Closed(_)) && !into_block.insert(key);
            if from != to && !drawn_as_wire && !again {
                self.arrow(from, to, edge.weight(), false);
            }
        }
        for (index, cluster) in graph.clusters().iter().enumerate() {
            let to = Place::Closed(index);
            for wire in cluster.inputs.iter().filter(|wire| view.shows(&wire.edge)) {
                self.arrow(self.made_at(wire.source, &wire.edge), to, &wire.edge, cluster.fit_only);
            }
        }
    }

    /// Returns the box of which a value is an output.
    fn made_at(&self, source: NodeIndex, edge: &Edge) -> Place {
        let passed = edge.through.iter().rev().map(|&cluster| Place::Closed(cluster));
        let mut closed = passed.filter(|place| self.shape_of.contains_key(place));
        closed.next().unwrap_or_else(|| self.seen_at(source))
    }

    /// Returns the box of a node.
    fn seen_at(&self, node: NodeIndex) -> Place {
        let around = self.graph.clusters_around(node);
        around.get(self.depth).map_or(Place::Node(node), |&closed| Place::Closed(closed))
    }

    fn is_pipeline(&self, cluster: usize) -> bool {
        self.graph.clusters().get(cluster).is_some_and(|cluster| cluster.kind == ClusterKind::Pipeline)
    }

    fn arrow(&mut self, from: Place, to: Place, edge: &Edge, fit_only: bool) {
        let (Some(&from), Some(&to)) = (self.shape_of.get(&from), self.shape_of.get(&to)) else { return };
        let label = match edge.role {
            EdgeRole::Undone => "undone".to_owned(),
            EdgeRole::Reused => "same step".to_owned(),
            EdgeRole::Data | EdgeRole::Target => match edge.features.as_ref().filter(|_| self.features) {
                Some(features) => text::line(&format!("{edge} {features}")),
                None => text::line(&edge.to_string()),
            },
        };
        let names = edge.features.iter().map(|features| format!(": {}", features.first(HINT)));
        self.drawing.arrows.push(Arrow {
            from,
            to,
            label,
            target: edge.role.is_target(),
            undone: edge.role == EdgeRole::Undone,
            reused: edge.role == EdgeRole::Reused,
            fit_only: edge.fit_only || fit_only,
            hint: text::line(&format!("{}{}", edge.rust_type, names.collect::<String>())),
        });
    }
}

fn shape_of_node(index: NodeIndex, node: &Node, prefix: String, name: String) -> Shape {
    let look = match node.kind {
        NodeKind::Input => Look::Input,
        NodeKind::FitInput => Look::FitInput,
        NodeKind::Transform => Look::Transform,
        NodeKind::Learner => Look::Learner,
        NodeKind::Expect => Look::Expect,
        NodeKind::Output => Look::Output,
    };
    let detail = match node.kind {
        NodeKind::Input => "input".to_owned(),
        NodeKind::FitInput => "fit input".to_owned(),
        NodeKind::Output => "output".to_owned(),
        _ => text::line(&node.step),
    };
    Shape {
        id: format!("n{}", index.index()),
        look,
        prefix,
        name,
        detail,
        learns: node.kind == NodeKind::Learner,
        fit_only: node.fit_only,
        hint: text::line(&format!("{}, {}", node.path, node.source)),
    }
}
