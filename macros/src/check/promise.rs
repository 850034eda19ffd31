//! The promise in the header against the outputs of the body: how many, and under which names.
//!
//! Invariant: a promised name is the output's name. Types and shapes are not looked at here: rustc does that.

use crate::diagnostic::Reports;
use crate::model::draft::Draft;

/// Reports where promise and outputs differ, and gives the outputs their promised names.
pub(crate) fn keep_promise(draft: &mut Draft, reports: &mut Reports) {
    let Some(promise) = &draft.promise else { return };
    let (promised, given) = (promise.outputs.len(), draft.outputs.len());
    if given == 0 || promised == 0 {
        return;
    }
    if promised != given {
        let noun = |count: usize| if count == 1 { "1 output".to_owned() } else { format!("{count} outputs") };
        let message = format!(
            "the header promises {}, the body gives {}: write one type for each output, such as `-> (probs: f32[n, 10], label: u8[n])`",
            noun(promised),
            noun(given),
        );
        // Where something else is wrong, an output may be missing for that reason.
        if !draft.broken {
            reports.range(promise.start, promise.end, message);
        }
        draft.broken = true;
        draft.promise = None;
        return;
    }
    let names: Vec<_> = promise.outputs.iter().map(|output| output.name.clone()).collect();
    for (at, (output, name)) in draft.outputs.iter_mut().zip(&names).enumerate() {
        let Some(name) = name else { continue };
        let others = names.iter().enumerate().filter(|(other, _)| *other != at);
        let is_swapped = output.value.name.as_ref().is_some_and(|used| {
            used != name && others.clone().any(|(_, other)| other.as_ref() == Some(used))
        });
        let is_second = names.iter().take(at).flatten().any(|before| before == name);
        if is_second {
            reports.at(name.span(), format!("`{name}` is promised twice: give this output another name"));
            draft.broken = true;
            continue;
        }
        if is_swapped && !draft.broken {
            let message =
                format!("the header promises `{name}` at this place: give the outputs in the promised order");
            reports.at(output.span, message);
            draft.broken = true;
        }
        output.name = name.clone();
    }
}
