//! The promise in the header against the outputs of the body: their number and their names.
//!
//! Invariant: a promised name is the output's name. Types and shapes are checked by rustc, not here.

use proc_macro2::Ident;

use crate::diagnostic::Reports;
use crate::model::build::unresolved::{UnresolvedOutput, UnresolvedPipeline, Use};

/// Reports differences between promise and outputs, and gives the outputs their promised names.
pub(crate) fn match_promise(pipeline: &mut UnresolvedPipeline, reports: &mut Reports) {
    let Some(promise) = &pipeline.promise else { return };
    let (promised, found) = (promise.outputs.len(), pipeline.outputs.len());
    if promised == 0 {
        return;
    }
    if found == 0 {
        trust_promise(pipeline);
        return;
    }
    if promised != found {
        let noun = |count: usize| if count == 1 { "1 output".to_owned() } else { format!("{count} outputs") };
        let message = format!(
            "the header promises {}, but the body has {}: write one type for each output, such as `-> (probs: f32[n, 10], label: u8[n])`",
            noun(promised),
            noun(found),
        );
        // After another error, an output may be missing for that reason.
        if !pipeline.broken {
            reports.range(promise.start, promise.end, message);
        }
        trust_promise(pipeline);
        return;
    }
    let names: Vec<_> = promise.outputs.iter().map(|output| output.name.clone()).collect();
    for (at, (output, name)) in pipeline.outputs.iter_mut().zip(&names).enumerate() {
        let Some(name) = name else { continue };
        let others = names.iter().enumerate().filter(|(other, _)| *other != at);
        let is_swapped = output.value.name.as_ref().is_some_and(|used| {
            used != name && others.clone().any(|(_, other)| other.as_ref() == Some(used))
        });
        let is_second = names.iter().take(at).flatten().any(|before| before == name);
        if is_second {
            reports.at(name.span(), format!("`{name}` is promised twice: give this output another name"));
            pipeline.broken = true;
            continue;
        }
        if is_swapped && !pipeline.broken {
            let message = format!(
                "the header promises `{name}` in this position: write the outputs in the promised order"
            );
            reports.at(output.span, message);
            pipeline.broken = true;
        }
        output.name = name.clone();
        output.is_promised = true;
    }
}

/// Replaces the outputs by unknown ones, as many as the header promises: a caller may use them as promised.
fn trust_promise(pipeline: &mut UnresolvedPipeline) {
    let Some(promise) = &pipeline.promise else { return };
    let outputs = promise.outputs.iter().enumerate().map(|(at, promised)| UnresolvedOutput {
        value: Use::UNKNOWN,
        name: promised.name.clone().unwrap_or_else(|| Ident::new(&format!("output_{at}"), promise.start)),
        is_promised: promised.name.is_some(),
        span: promise.start,
    });
    let outputs = outputs.collect();
    let found = std::mem::replace(&mut pipeline.outputs, outputs);
    pipeline.uses.extend(found.into_iter().map(|output| output.value));
    pipeline.broken = true;
}
