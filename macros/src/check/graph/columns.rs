//! Columns of values that have none: only an input `Passenger[n]` has columns.
//!
//! Invariant: a value without columns is reported once, at its first column, and the columns are poison.

use std::collections::HashSet;

use crate::diagnostic::Reports;
use crate::model::{NodeKind, Origin, Pipeline};

/// Reports columns of other values than inputs with one axis, and marks them.
pub(crate) fn check_columns(pipeline: &mut Pipeline, reports: &mut Reports) {
    let Pipeline { nodes, values, broken, .. } = pipeline;
    let mut reported = HashSet::new();
    for node in nodes {
        let NodeKind::Column { uses, is_wrong, name } = &mut node.kind else { continue };
        let Some(value) = node.inputs.values.first().and_then(|value| values.get(value.0)) else { continue };
        let label = &value.label;
        let message = match &value.origin {
            Origin::Input(ty) | Origin::FitInput(ty)
                if ty.dims.as_ref().is_some_and(|dims| dims.axes.len() == 1) =>
            {
                continue;
            }
            Origin::Unknown => None,
            Origin::Input(_) | Origin::FitInput(_) => Some(format!(
                "`{label}` has no columns: only an input of records has, which is written `{label}: Type[n]`"
            )),
            Origin::Node { .. } => Some(format!(
                "`{label}` has no columns: `.{name}` is taken from an input of records, and `{label}` is computed by a step"
            )),
        };
        *is_wrong = true;
        if let (Some(message), Some(place), true) = (message, uses.first(), reported.insert(label.clone())) {
            reports.at(place.span(), message);
        }
    }
    *broken |= !reported.is_empty();
    // The type of such an input is not the one that was meant.
    for value in values {
        if let Origin::Input(_) | Origin::FitInput(_) = &value.origin
            && reported.contains(&value.label)
        {
            value.origin = Origin::Unknown;
        }
    }
}
