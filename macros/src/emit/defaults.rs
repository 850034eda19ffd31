//! The default of a step: what the user set it to, and the rest from its type.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::late::LateField;
use super::names::Names;
use super::spans::shown_at;
use super::structs::unspanned;
use crate::model::{NodeId, SizeUse};

/// The field of an arm in the struct of its choice.
pub(super) fn late_arm(names: &Names<'_>, id: NodeId, index: usize) -> LateField {
    let arm = &super::choice::arms(&names.pipeline.nodes[id.0])[index];
    let step = names.arm_step(id, index);
    let part = Part {
        written: names.arm_written(id, index),
        is_step: names.arm_is_step(id, index),
        span: arm.span,
        hyperparameters: arm.hyperparameters.as_ref(),
        sizes: &arm.sizes,
        is_optional: arm.is_optional,
    };
    let (written, default) = part.default(names, &quote!(#step));
    LateField { name: unspanned(&arm.name), ty: quote!(#step), written, default }
}

/// A step as the user wrote it, with what it is set to.
pub(super) struct Part<'model> {
    pub(super) written: Ident,
    pub(super) is_step: Ident,
    pub(super) span: Span,
    pub(super) hyperparameters: Option<&'model TokenStream>,
    pub(super) sizes: &'model [SizeUse],
    pub(super) is_optional: bool,
}

impl Part<'_> {
    /// The type that has to have a default, and the expression of the default. `ty` is the type of the field.
    pub(super) fn default(&self, names: &Names<'_>, ty: &TokenStream) -> (TokenStream, TokenStream) {
        let (krate, plumbing, written, is_step) = (names.krate, names.plumbing(), &self.written, &self.is_step);
        let rest = shown_at(self.span, quote!(#krate::diagnostics::HasDefault::default_step()));
        let default = match self.hyperparameters {
            Some(given) if !given.is_empty() || names.in_editor() => {
                let given = super::sizes::with_defaults(names, given, self.sizes);
                let literal = struct_literal(written, &given, &rest);
                super::sizes::bound_for_editor(names, self.sizes, literal)
            }
            _ => rest,
        };
        let wrap = |step| if self.is_optional { quote!(#krate::steps::Optional::new(#step)) } else { step };
        if names.in_editor() {
            return (ty.clone(), wrap(default));
        }
        // A type that is no step has a default and a literal all the same.
        let default = quote!(<#plumbing::StepIf<#is_step> as #plumbing::Replace<#written>>::step(#default));
        (quote!(#written), wrap(default))
    }
}

/// `Step { given, ..rest }`; without the rest while an editor asks what may stand at the cursor. The braces stand at
/// the user's token: rustc suggests the names of fields only where the literal is the user's own.
pub(super) fn struct_literal(step: &Ident, given: &TokenStream, rest: &TokenStream) -> TokenStream {
    let text = given.to_string();
    let fields = if super::editor::holds_cursor(&text) {
        given.clone()
    } else {
        let comma = if given.is_empty() || text.trim_end().ends_with(',') { None } else { Some(quote!(,)) };
        quote!(#given #comma ..#rest)
    };
    let mut braces = Group::new(Delimiter::Brace, fields);
    braces.set_span(step.span());
    let braces = TokenTree::Group(braces);
    quote!(#step #braces)
}
