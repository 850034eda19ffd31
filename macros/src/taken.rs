//! Types of one name that two pipelines of a macro call would add to the user's module.
//!
//! Invariant: the pipelines that are left add no name twice, so rustc reports no second error about the generated code.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::emit::{TypeName, type_names};
use crate::model::Pipeline;

/// Reports types that two pipelines of the call would both add to the user's module, and takes the later pipeline out.
pub(crate) fn drop_taken(pipelines: &mut Vec<Pipeline>, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, String> = HashMap::new();
    pipelines.retain(|pipeline| {
        let names = type_names(pipeline);
        let taken = names.iter().find_map(|name| Some((name, owners.get(&name.name)?)));
        if let Some((TypeName { name, owner, span }, other)) = taken {
            let message = if *pipeline.name.to_string() == *name {
                format!("`{name}` is already the name of a type of {other}: give this pipeline another name")
            } else {
                format!("{owner} needs a type `{name}`, as {other} does: give one of them another name")
            };
            // Its own name was wrong, which has been reported.
            if pipeline.name != "Unnamed" {
                diagnostics.push(Diagnostic { start: *span, end: *span, message });
            }
            return false;
        }
        owners.extend(names.into_iter().map(|name| (name.name, name.owner)));
        true
    });
}
