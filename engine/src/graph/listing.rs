//! The `Display` form of a graph: a short text, one line per node.
//!
//! Invariant: every node is on exactly one line, in topological order.

use std::fmt;

use petgraph::graph::NodeIndex;

use super::{EdgeRole, Graph, NodeKind, export::text};

impl fmt::Display for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (steps, learn) = (self.nodes().filter(|node| node.is_step()).count(), self.learners().count());
        let steps_noun = if steps == 1 { "step" } else { "steps" };
        let learn_verb = if learn == 1 { "learns" } else { "learn" };
        writeln!(f, "{}: {steps} {steps_noun}, {learn} {learn_verb}", text::line(&self.name))?;

        let rows: Vec<Row> = self.node_indices().map(|index| Row::of(self, index)).collect();
        let width =
            |column: fn(&Row) -> &str| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
        let (path, step, taken) = (width(|row| &row.path), width(|row| &row.step), width(|row| &row.taken));
        for row in &rows {
            let line = format!(
                "  {:<9}  {:<path$}  {:<step$}  {:<taken$}  {}{}",
                row.kind, row.path, row.step, row.taken, row.made, row.note
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

struct Row {
    kind: NodeKind,
    path: String,
    step: String,
    taken: String,
    made: String,
    note: String,
}

impl Row {
    fn of(graph: &Graph, index: NodeIndex) -> Self {
        let node = &graph[index];
        let step = if node.is_step() { text::line(&node.step) } else { String::new() };
        let of_role = |role: EdgeRole| {
            let taken = graph.taken_by(index).into_iter().filter(|(_, edge)| edge.role == role);
            taken.map(|(source, _)| text::line(&source.path)).collect::<Vec<_>>().join(", ")
        };
        let (data, targets) = (of_role(EdgeRole::Data), of_role(EdgeRole::Target));
        let taken = match (data.is_empty(), targets.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("<- {data}"),
            (true, false) => format!("<- fit({targets})"),
            (false, false) => format!("<- {data} fit({targets})"),
        };
        let made: Vec<String> = node.outputs.iter().map(|value| text::line(&value.to_string())).collect();
        let made = if made.is_empty() { String::new() } else { format!("-> {}", made.join(", ")) };
        let mut note = String::new();
        if node.fit_only && node.kind != NodeKind::FitInput {
            note += "  (only while fitting)";
        }
        let reused = of_role(EdgeRole::Reused);
        if !reused.is_empty() {
            note += &format!("  (as fitted in {reused})");
        }
        Self { kind: node.kind, path: text::line(&node.path), step, taken, made, note }
    }
}
