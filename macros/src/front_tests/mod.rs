//! Tests of the whole front end, from source text to graph or diagnostics.

mod errors;
mod expansion;
mod fuzzed;
mod graphs;
mod mutations;
mod recovery;

use proc_macro2::TokenStream;

use crate::front::front;
use crate::model::{Node, NodeKind, Origin, Pipeline, ValueId};

/// Reads the pipelines; returns them, and the diagnostics, each with the source that it points at.
fn read(source: &str) -> (Vec<Pipeline>, Vec<String>) {
    let tokens: TokenStream = source.parse().expect("balanced tokens");
    let (pipelines, diagnostics) = front(tokens, false);
    let lines = diagnostics.iter().map(|diagnostic| {
        let range = diagnostic.start.byte_range().start..diagnostic.end.byte_range().end;
        let pointed =
            source.get(range).unwrap_or("<no place>").split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{pointed} # {}", diagnostic.message)
    });
    (pipelines, lines.collect())
}

fn value(pipeline: &Pipeline, id: ValueId) -> String {
    let value = &pipeline.values[id.0];
    let star = if value.fit_only { "*" } else { "" };
    match value.origin {
        Origin::Unknown => format!("?{}", value.label),
        _ => format!("{}{star}", value.label),
    }
}

fn node(pipeline: &Pipeline, node: &Node) -> String {
    let list =
        |values: &[ValueId]| values.iter().map(|id| value(pipeline, *id)).collect::<Vec<_>>().join(", ");
    let path: Vec<String> = node.path.iter().map(ToString::to_string).collect();
    let step = match &node.kind {
        NodeKind::Step { spec, .. } => spec.text.clone(),
        NodeKind::Inverse { text, .. } => text.clone(),
        NodeKind::Reapply { of, text, .. } => format!("{text} of {of:?}"),
        NodeKind::Expect(dims) => format!("expect [{}]", dims.axes.join(", ")),
        NodeKind::Column { name, uses, is_wrong } => {
            format!(".{name} x{}{}", uses.len(), if *is_wrong { " wrong" } else { "" })
        }
    };
    let fit = node
        .fit
        .as_ref()
        .map_or_else(String::new, |fit| format!(" fit {:?}({})", fit.form, list(&fit.values)));
    format!(
        "{}: {:?}({}) |> {step}{fit} = {}",
        path.join("."),
        node.inputs.form,
        list(&node.inputs.values),
        list(&node.outputs)
    )
}

fn graph(pipeline: &Pipeline) -> Vec<String> {
    pipeline.nodes.iter().map(|one| node(pipeline, one)).collect()
}
