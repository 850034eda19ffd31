//! Graphs of any size as pipelines: chains, fans, layers, trees, waves and nests.
//!
//! Invariant: nodes are in topological order, each value but the last is used, and the last node is the output.

use std::fmt::Write;

/// The steps of a graph, by their number of inputs; all values are `f32[n, columns]`.
pub(crate) struct Steps {
    /// Accepts one value and returns one of its shape.
    pub(crate) one: &'static str,
    /// Accepts two of one shape and returns a third.
    pub(crate) two: &'static str,
    /// Accepts any number of values.
    pub(crate) many: &'static str,
    /// Turns the last value into the output; `None` if it is the output itself.
    pub(crate) last: Option<&'static str>,
}

/// A node: its step, and the nodes of its inputs; none of them for the pipeline's input.
pub(crate) struct Node {
    pub(crate) step: &'static str,
    pub(crate) inputs: Vec<Option<usize>>,
    pub(crate) is_list: bool,
}

/// A graph.
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
}

impl Graph {
    /// Each node follows the one before.
    pub(crate) fn chain(steps: &Steps, nodes: usize) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        let mut value = None;
        for _ in 0..nodes - usize::from(steps.last.is_some()) {
            value = graph.one(steps, value);
        }
        graph.end(steps, value)
    }

    /// All nodes but the last use the input; the last uses them all.
    pub(crate) fn fan(steps: &Steps, nodes: usize) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        let branches = (1..nodes).map(|_| graph.one(steps, None)).collect();
        graph.many(steps, branches);
        graph
    }

    /// Layers of `width` nodes, `nodes` of them in all; each uses two of the layer before. One more joins the last.
    pub(crate) fn layered(steps: &Steps, width: usize, nodes: usize) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        let mut layer: Vec<_> = (0..width).map(|_| graph.one(steps, None)).collect();
        while graph.nodes.len() + width <= nodes {
            layer = (0..width).map(|at| graph.two(steps, layer[at], layer[(at + 1) % width])).collect();
        }
        graph.many(steps, layer);
        graph
    }

    /// Each node is used by two others; the last uses all leaves.
    pub(crate) fn tree(steps: &Steps, nodes: usize) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        graph.one(steps, None);
        for node in 1..nodes - 1 {
            graph.one(steps, Some((node - 1) / 2));
        }
        let leaves = (0..nodes - 1).filter(|node| 2 * node + 1 >= nodes - 1).map(Some).collect();
        graph.many(steps, leaves);
        graph
    }

    /// A square; each node uses its left and its upper neighbor.
    pub(crate) fn wave(steps: &Steps, side: usize) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        for at in 0..side * side {
            match (at.checked_sub(side), (at % side > 0).then(|| at - 1)) {
                (None, left) => graph.one(steps, left),
                (above, None) => graph.one(steps, above),
                (above, left) => graph.two(steps, above, left),
            };
        }
        graph.end(steps, Some(side * side - 1))
    }

    /// Two branches of different lengths, joined: the shape of a small model.
    pub(crate) fn small(steps: &Steps) -> Self {
        let mut graph = Self { nodes: Vec::new() };
        let left = graph.one(steps, None);
        let left = graph.one(steps, left);
        let right = graph.one(steps, None);
        let joined = graph.two(steps, left, right);
        graph.end(steps, joined)
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// `pipeline! { NAME(x: f32[n, COLUMNS]) -> PROMISE { ... } }`, an equation per node.
    pub(crate) fn pipeline(&self, name: &str, columns: usize, promise: &str) -> String {
        let mut text = format!("pipeline! {{\n    {name}(x: f32[n, {columns}]) -> {promise} {{\n");
        for (index, node) in self.nodes.iter().enumerate() {
            let _ = writeln!(text, "        v{index} = {} |> {};", source(node), node.step);
        }
        let _ = writeln!(text, "        v{}\n    }}\n}}", self.nodes.len() - 1);
        text
    }

    /// The same graph as one equation. It must be a chain.
    pub(crate) fn piped(&self, name: &str, columns: usize, promise: &str) -> String {
        let steps: String = self.nodes.iter().map(|node| format!("\n            |> {}", node.step)).collect();
        format!(
            "pipeline! {{\n    {name}(x: f32[n, {columns}]) -> {promise} {{\n        v = x{steps};\n        v\n    }}\n}}\n"
        )
    }

    fn one(&mut self, steps: &Steps, value: Option<usize>) -> Option<usize> {
        self.push(steps.one, vec![value], false)
    }

    fn two(&mut self, steps: &Steps, left: Option<usize>, right: Option<usize>) -> Option<usize> {
        self.push(steps.two, vec![left, right], false)
    }

    fn many(&mut self, steps: &Steps, values: Vec<Option<usize>>) -> Option<usize> {
        self.push(steps.many, values, true)
    }

    fn end(mut self, steps: &Steps, value: Option<usize>) -> Self {
        if let Some(step) = steps.last {
            self.push(step, vec![value], false);
        }
        self
    }

    fn push(&mut self, step: &'static str, inputs: Vec<Option<usize>>, is_list: bool) -> Option<usize> {
        self.nodes.push(Node { step, inputs, is_list });
        Some(self.nodes.len() - 1)
    }
}

/// The input of a step, as text.
fn source(node: &Node) -> String {
    let names: Vec<_> = node.inputs.iter().copied().map(value_name).collect();
    match names.as_slice() {
        [only] if !node.is_list => only.clone(),
        several if node.is_list => format!("[{}]", several.join(", ")),
        several => format!("({})", several.join(", ")),
    }
}

/// The name of a node's value.
pub(crate) fn value_name(value: Option<usize>) -> String {
    value.map_or_else(|| "x".to_owned(), |value| format!("v{value}"))
}

/// A chain of pipelines, each a chain of nine steps: with itself as a node, ten nodes each.
pub(crate) fn nested(steps: &Steps, nodes: usize, columns: usize) -> String {
    let promise = format!("f32[n, {columns}]");
    let parts = nodes / 10;
    let part = Graph::chain(steps, 9);
    let mut text: String =
        (0..parts).map(|index| part.pipeline(&format!("pub Part{index}"), columns, &promise)).collect();
    let _ = writeln!(text, "pipeline! {{\n    pub Nested(x: f32[n, {columns}]) -> {promise} {{");
    for index in 0..parts {
        let _ = writeln!(text, "        v{index} = {} |> Part{index};", value_name(index.checked_sub(1)));
    }
    let _ = writeln!(text, "        v{}\n    }}\n}}", parts - 1);
    text
}
