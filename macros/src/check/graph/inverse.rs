//! `inverse(name)`: which names it takes.
//!
//! Invariant: an `inverse` without an error names the only output of a step. That value may exist only while fitting: this is
//! not a leak, because the node uses only the fitted step, as with `.fit(..)`.

use crate::diagnostic::Reports;
use crate::model::{NodeKind, Origin, Pipeline, ValueId};

/// Reports each `inverse` of a value that is not the only output of a step.
pub(crate) fn check_inverses(pipeline: &mut Pipeline, reports: &mut Reports) {
    let before = reports.count();
    for node in &pipeline.nodes {
        let (NodeKind::Inverse { .. }, Some(fit)) = (&node.kind, &node.fit) else { continue };
        let (Some(value), Some(Some(name))) = (fit.values.first(), fit.uses.first()) else { continue };
        let is_known =
            pipeline.values.get(value.0).is_some_and(|value| !matches!(value.origin, Origin::Unknown));
        if is_known && pipeline.reused(node).is_none() {
            let here = candidates(pipeline);
            let message = format!(
                "`{name}` is not the output of a single step: `inverse` takes the name of an equation that ends in a step; {here}"
            );
            reports.at(name.span(), message);
        }
    }
    pipeline.broken |= reports.count() > before;
}

/// Lists the names that `inverse` takes, fit-only values first, since usually a target's encoding is inverted.
fn candidates(pipeline: &Pipeline) -> String {
    let mut ids: Vec<usize> = (0..pipeline.values.len()).collect();
    ids.sort_by_key(|&id| !pipeline.values[id].fit_only);
    let named = ids.into_iter().filter(|&id| pipeline.made_by_one_step(ValueId(id)).is_some());
    let names: Vec<String> =
        named.filter_map(|id| pipeline.values[id].name.as_ref()).map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "there is none here".to_owned(),
        names => {
            let more = if names.len() > 6 { ", ..." } else { "" };
            format!("here: {}{more}", names[..names.len().min(6)].join(", "))
        }
    }
}
