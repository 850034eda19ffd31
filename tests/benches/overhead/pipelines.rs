//! The graphs as pipelines and as functions.
//!
//! Invariant: both are written by one generator from one graph, and the file in the repository is its current
//! output. The file is included, not a module, so that rustfmt leaves it alone.

use shapeflow::prelude::*;

use super::peers::Case;
use super::steps::{Corner, First, LastCorner, Shift};
use crate::common::by_hand;
use crate::common::graphs::{Graph, Steps};

include!("pipelines.in");

const STEPS: Steps = Steps { one: "Shift", two: "First", many: "LastCorner", last: Some("Corner") };

fn graphs() -> [(&'static str, &'static str, Graph); 6] {
    [
        ("chain", "Chain", Graph::chain(&STEPS, 64)),
        ("fan", "Fan", Graph::fan(&STEPS, 64)),
        ("layered", "Layered", Graph::layered(&STEPS, 8, 64)),
        ("tree", "Tree", Graph::tree(&STEPS, 64)),
        ("wave", "Wave", Graph::wave(&STEPS, 8)),
        ("small", "Small", Graph::small(&STEPS)),
    ]
}

/// The graphs for `predict` or `fit_transform` of `x`.
pub(crate) fn cases(phase: Phase, x: &ArcArray2<f32>) -> Result<Vec<Case>> {
    macro_rules! case {
        ($index:literal, $pipeline:ident, $predict:ident, $fit:ident) => {{
            let (name, _, graph) = &graphs()[$index];
            let (nodes, x, same) = (graph.len(), x.clone(), x.clone());
            match phase {
                Phase::Predict => {
                    let fitted = $pipeline::default().fit(&x)?;
                    let again = $pipeline::default().fit(&x)?;
                    Case::new(
                        name,
                        nodes,
                        move |_| $predict(&fitted, x.clone()),
                        move |run| again.predict_with(run, &same),
                    )?
                }
                Phase::Fit => Case::new(
                    name,
                    nodes,
                    move |run| {
                        let context = Context::root(run, stringify!($pipeline), Phase::Fit);
                        $fit(&$pipeline::default(), &context, x.clone())
                    },
                    move |run| $pipeline::default().fit_transform_with(run, &same),
                )?,
            }
        }};
    }
    Ok(vec![
        case!(0, Chain, chain_predict, chain_fit),
        case!(1, Fan, fan_predict, fan_fit),
        case!(2, Layered, layered_predict, layered_fit),
        case!(3, Tree, tree_predict, tree_fit),
        case!(4, Wave, wave_predict, wave_fit),
        case!(5, Small, small_predict, small_fit),
    ])
}

fn generated() -> String {
    let mut text =
        String::from("// Written by `cargo bench -p shapeflow-tests --bench run_overhead -- --write`.\n");
    for (name, ty, graph) in graphs() {
        text.push('\n');
        text.push_str(&graph.pipeline(&format!("pub(super) {ty}"), 4, "f32[1, 1]"));
        text.push('\n');
        text.push_str(&by_hand::functions(&graph, name, ty));
    }
    text
}

/// Rewrites the file.
pub(crate) fn write() -> Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/overhead/pipelines.in");
    Ok(std::fs::write(path, generated())?)
}

/// An error if the file differs from the output of the generator.
pub(crate) fn require_current() -> Result<()> {
    if include_str!("pipelines.in") == generated() {
        return Ok(());
    }
    Err(Error::new("`benches/overhead/pipelines.in` is out of date; write it anew with `-- --write`"))
}
