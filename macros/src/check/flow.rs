//! Which nodes exist only in the fit graph.
//!
//! Invariant: a value is `fit_only` exactly where its inputs lead back to a fit input. `.fit(..)` does not count: what
//! a supervised step gives can be had without the target.

use crate::model::Pipeline;

/// Marks nodes and their values.
pub(crate) fn mark_fit_only(pipeline: &mut Pipeline) {
    for node in &mut pipeline.nodes {
        let is_fit_only =
            |value: &crate::model::ValueId| pipeline.values.get(value.0).is_some_and(|value| value.fit_only);
        node.fit_only = node.inputs.values.iter().any(is_fit_only);
        for output in &node.outputs {
            if let Some(value) = pipeline.values.get_mut(output.0) {
                value.fit_only = node.fit_only;
            }
        }
    }
}
