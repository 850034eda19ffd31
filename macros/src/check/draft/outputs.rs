//! The number of outputs: those of a pipeline are one tuple, whose traits the engine implements up to a length.
//!
//! Invariant: a pipeline that is lowered has at most [`MOST`] outputs.

use crate::diagnostic::Reports;
use crate::model::build::unresolved::UnresolvedPipeline;

/// The largest number of outputs.
const MOST: usize = 12;

/// Reports an output too many, and leaves out those beyond the limit.
pub(crate) fn limit_outputs(pipeline: &mut UnresolvedPipeline, reports: &mut Reports) {
    let count = pipeline.outputs.len();
    let Some(first) = pipeline.outputs.get(MOST) else { return };
    let message = format!(
        "a pipeline has at most {MOST} outputs, but this is output {} of {count}: join some, for example with `Concat`, or write \
         several pipelines",
        MOST + 1
    );
    reports.at(first.span, message);
    pipeline.broken = true;
    let left_out = pipeline.outputs.split_off(MOST);
    pipeline.uses.extend(left_out.into_iter().map(|output| output.value));
    if let Some(promise) = &mut pipeline.promise {
        promise.outputs.truncate(MOST);
    }
}
