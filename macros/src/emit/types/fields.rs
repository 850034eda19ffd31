//! The types of the fields of steps, and the question of whether each is a step.
//!
//! Invariant: rustc reports a type that is not a step once, here. The types of all fields then have an error, and rustc reports
//! nothing about code that uses the fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::aliases::case_lint;
use crate::emit::group::Group;
use crate::emit::limits::CHUNK;
use crate::emit::names::Names;
use crate::emit::reader::Reader;
use crate::emit::spans::Place;
use crate::model::{NodeId, NodeKind, StepSpec};

/// Returns the aliases of the types of fields. rustdoc and editors show the types of the steps themselves.
pub(crate) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    if names.reader != Reader::Compiler {
        return TokenStream::new();
    }
    let fields: Vec<Field<'_>> = root.steps().into_iter().flat_map(|node| Field::at(names, node)).collect();
    let (krate, plumbing) = (names.krate, names.plumbing());
    let lint = case_lint(names);
    let are_steps = format_ident!("__{}AreSteps", names.pipeline.name, span = Span::call_site());
    let asked = fields.chunks(CHUNK).map(|fields| {
        let asked = fields.iter().map(|Field { spec, written, .. }| {
            let answer = Place::path(spec.span, &spec.path).ask("__AStep");
            quote!(<#plumbing::IsStep<#written>>::ask(#answer);)
        });
        quote!(let _ = || { #(#asked)* };)
    });
    let aliases = fields.iter().map(|Field { step, field, .. }| {
        quote!(#lint type #field = <#are_steps as #plumbing::TypeIfRight<#step>>::Type;)
    });
    quote! {
        #lint
        type #are_steps = [(); {
            use #krate::diagnostics::AStep as __AStep;
            use #plumbing::AskedOtherwise as _;
            #(#asked)*
            0
        }];
        #(#aliases)*
    }
}

/// A step that the user wrote, with its aliases.
struct Field<'model> {
    spec: &'model StepSpec,
    written: Ident,
    step: Ident,
    field: Ident,
}

impl<'model> Field<'model> {
    /// Returns the step of a node, or all arms of a choice.
    fn at(names: &Names<'model>, node: NodeId) -> Vec<Self> {
        let NodeKind::Step { spec, arms } = &names.pipeline.nodes[node.0].kind else { return Vec::new() };
        if arms.is_empty() {
            return vec![Self {
                spec,
                written: names.written(node),
                step: names.step(node),
                field: names.field(node),
            }];
        }
        let arms = arms.iter().enumerate().map(|(index, arm)| Self {
            spec: &arm.spec,
            written: names.arm_written(node, index),
            step: names.arm_step(node, index),
            field: names.arm_field(node, index),
        });
        arms.collect()
    }
}
