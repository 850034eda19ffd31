//! The types that the user wrote as steps, each in an alias, and what stands for one that is no step.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::choice::Choice;
use super::names::Names;
use super::structs::Group;
use crate::model::NodeKind;

/// The types of the steps.
pub(super) fn emit(names: &Names<'_>, root: &Group) -> TokenStream {
    let aliases = root.steps().into_iter().map(|node| {
        let NodeKind::Step { path, is_optional, arms, .. } = &names.pipeline.nodes[node.0].kind else {
            return TokenStream::new();
        };
        let (written, is_step, alias) = (names.written(node), names.is_step(node), names.step(node));
        let Some(Choice { name, .. }) = Choice::of(names, node) else {
            return alias_of(names, path, *is_optional, [written, is_step, alias]);
        };
        let arms = arms.iter().enumerate().map(|(index, arm)| {
            let (written, is_step) = (names.arm_written(node, index), names.arm_is_step(node, index));
            let alias = names.arm_step(node, index);
            alias_of(names, &arm.path, arm.is_optional, [written, is_step, alias])
        });
        // A choice is a step whatever its arms are.
        let written = (!names.in_editor()).then(|| {
            quote! {
                #[doc(hidden)]
                type #written = #name;
                #[doc(hidden)]
                #[allow(non_upper_case_globals)]
                const #is_step: bool = true;
            }
        });
        quote!(#(#arms)* #written #[doc(hidden)] type #alias = #name;)
    });
    quote!(#(#aliases)*)
}

/// The alias of the type that the user wrote, whether it is a step, and the alias of the type to use.
fn alias_of(
    names: &Names<'_>,
    path: &TokenStream,
    is_optional: bool,
    [written, is_step, alias]: [Ident; 3],
) -> TokenStream {
    let (plumbing, krate) = (names.plumbing(), names.krate);
    let wrap = |step| if is_optional { quote!(#krate::steps::Optional<#step>) } else { step };
    if names.in_editor() {
        if is_optional {
            let step = wrap(quote!(#written));
            return quote!(#[doc(hidden)] type #written = #path; #[doc(hidden)] type #alias = #step;);
        }
        return quote!(#[doc(hidden)] type #alias = #path;);
    }
    let step = wrap(quote!(<#plumbing::StepIf<#is_step> as #plumbing::Replace<#written>>::Step));
    quote! {
        #[doc(hidden)]
        type #written = #path;
        #[doc(hidden)]
        #[allow(non_upper_case_globals)]
        const #is_step: bool = {
            #[allow(unused_imports)]
            use #plumbing::Otherwise as _;
            <#plumbing::IsStep<#written>>::VALUE
        };
        #[doc(hidden)]
        type #alias = #step;
    }
}
