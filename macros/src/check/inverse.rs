//! `inverse(name)`: what may be named.
//!
//! Invariant: an inverse without a mistake undoes the step that alone made the named value. The value itself may exist only
//! while fitting: that is no leak, because the step is learnt by then and is all that is used of it, as with `.fit(..)`.

use crate::diagnostic::Reports;
use crate::model::{NodeKind, Origin, Pipeline};

/// Reports the inverses of what no single step made.
pub(crate) fn inverses(pipeline: &mut Pipeline, reports: &mut Reports) {
    let before = reports.count();
    for node in &pipeline.nodes {
        let (NodeKind::Inverse { .. }, Some(fit)) = (&node.kind, &node.fit) else { continue };
        let (Some(value), Some(Some(name))) = (fit.values.first(), fit.uses.first()) else { continue };
        let is_known =
            pipeline.values.get(value.0).is_some_and(|value| !matches!(value.origin, Origin::Unknown));
        if is_known && pipeline.reused(node).is_none() {
            let here = candidates(pipeline);
            let message = format!(
                "no single step made `{name}`: `inverse` takes the name of an equation that ends in a step; {here}"
            );
            reports.at(name.span(), message);
        }
    }
    pipeline.broken |= reports.count() > before;
}

/// What can be named: first what exists only while fitting, since targets are what is brought back.
fn candidates(pipeline: &Pipeline) -> String {
    let mut ids: Vec<usize> = (0..pipeline.values.len()).collect();
    ids.sort_by_key(|&id| !pipeline.values[id].fit_only);
    let named = ids.into_iter().filter(|&id| pipeline.made_by_one_step(crate::model::ValueId(id)).is_some());
    let names: Vec<String> =
        named.filter_map(|id| pipeline.values[id].name.as_ref()).map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "here there is none".to_owned(),
        names => {
            let more = if names.len() > 6 { ", ..." } else { "" };
            format!("here: {}{more}", names[..names.len().min(6)].join(", "))
        }
    }
}
