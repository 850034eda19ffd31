//! Inputs that exist at predict time, although only a fit needs them.
//!
//! Invariant: such an input is reported once, where it is declared. To call it with a value that nothing reads is never what was meant.

use std::collections::HashSet;

use crate::diagnostic::Reports;
use crate::model::{NodeKind, Origin, Pipeline, ValueId};

/// Reports inputs that only `.fit(..)` reads.
pub(crate) fn check_inputs(pipeline: &mut Pipeline, reports: &mut Reports) {
    if pipeline.broken {
        return;
    }
    let outputs = pipeline.outputs.iter().map(|output| output.value);
    let inputs = pipeline.nodes.iter().flat_map(|node| node.inputs.values.iter().copied());
    let read: HashSet<ValueId> = outputs.chain(inputs).collect();
    let mut found = Vec::new();
    for node in &pipeline.nodes {
        let (Some(fit), NodeKind::Step { spec, .. }) = (&node.fit, &node.kind) else { continue };
        for value in fit.values.iter().filter(|value| !read.contains(value)) {
            let Some(declared) = pipeline.values.get(value.0) else { continue };
            if let (Origin::Input(_), Some(name)) = (&declared.origin, &declared.name)
                && !found.contains(value)
            {
                found.push(*value);
                let message = format!(
                    "only the fit of `{}` reads `{name}`, so no prediction needs it: move it behind the other inputs, into `fit({name}: ..)`",
                    spec.text
                );
                reports.at(name.span(), message);
            }
        }
    }
    pipeline.broken |= !found.is_empty();
}
