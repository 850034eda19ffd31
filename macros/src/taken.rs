//! Types of one name that two pipelines of a macro call, or a pipeline and another item, would add to the user's module.
//!
//! Invariant: the pipelines that are left add no name twice, so rustc reports no second error about the generated code.

use std::collections::HashMap;

use proc_macro2::{Span, TokenStream};

use crate::beside::{self, Call};
use crate::diagnostic::Diagnostic;
use crate::emit::{TypeName, type_names};
use crate::model::Pipeline;

/// Reports types whose names other items in the file have. A pipeline whose own name is taken is left out; another gets types with
/// other names, so that it can be used.
pub(crate) fn avoid_neighbours(
    call: &TokenStream,
    pipelines: &mut Vec<Pipeline>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let names: Vec<Vec<TypeName>> = pipelines.iter().map(type_names).collect();
    let place = pipelines.first().map_or_else(Span::call_site, |pipeline| pipeline.name.span());
    let all = names.iter().flatten().map(|name| name.name.as_str());
    let taken = beside::taken(&Call::Pipelines(call), place, all);
    let mut names = names.iter();
    pipelines.retain_mut(|pipeline| {
        let first = names.next().and_then(|names| names.iter().find(|name| taken.contains(&name.name.as_str())));
        // One with `#[cfg(..)]` may not exist.
        let first = first.filter(|_| !pipeline.attributes.to_string().contains("cfg"));
        let Some(TypeName { name, owner, span }) = first else { return true };
        let is_own = pipeline.name == *name;
        let message = if is_own {
            format!("`{name}` is already the name of a type in this module: give this pipeline another name")
        } else {
            format!("{owner} needs a type `{name}`, but this module has another of this name: give one of them another name")
        };
        diagnostics.push(Diagnostic { start: *span, end: *span, message });
        pipeline.stem = format!("This{}", pipeline.name);
        pipeline.broken = true;
        !is_own
    });
}

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
