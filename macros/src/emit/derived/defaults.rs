//! The default of a step: the hyperparameters that the user set, and the rest from the default of its type.
//!
//! Invariant: the user's hyperparameters are emitted with the user's spans, in a literal of the user's type.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::sizes::defined;
use crate::emit::names::{Names, unspanned};
use crate::emit::written::Written;
use crate::model::{SizeUse, StepSpec};
use crate::parse::{holds_cursor, is_comma, set_to_words};

impl Written<'_> {
    /// Returns the type that needs a default, and an expression of the default of the field. `rest` is the variable that holds the default of the type.
    pub(crate) fn default(&self, names: &Names<'_>, rest: &Ident) -> (TokenStream, TokenStream) {
        let (krate, plumbing) = (names.krate, names.plumbing());
        let Self { written, is_step, spec, .. } = self;
        let StepSpec { hyperparameters, sizes, is_optional, .. } = spec;
        let wrap = |step| if *is_optional { quote!(#krate::steps::Optional::new(#step)) } else { step };
        let given = hyperparameters.as_ref().filter(|given| !given.is_empty() || names.in_editor());
        let given = given.map(|given| with_defaults(names, given, sizes));
        if names.in_editor() {
            let default = given.map_or(quote!(#rest), |given| {
                bound_for_editor(names, sizes, struct_literal(written, &given, &quote!(#rest)))
            });
            return (quote!(#written), wrap(default));
        }
        // The literal has the user's type even if this type is not a step.
        let replace = quote!(<#is_step as #plumbing::Replace<#written>>);
        let default = given.map_or(quote!(#rest), |given| {
            let literal = struct_literal(written, &given, &quote!(#replace::written(#rest)));
            quote!(#replace::step(#literal))
        });
        (self.replaced(names), wrap(default))
    }
}

/// Returns `Step { given, ..rest }`, without the rest while an editor completes at the cursor. The braces have the
/// user's span, because rustc suggests names of fields only in the user's own literals.
pub(crate) fn struct_literal(step: &Ident, given: &TokenStream, rest: &TokenStream) -> TokenStream {
    let text = given.to_string();
    let fields = if holds_cursor(&text) {
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

/// Returns the hyperparameters with the names of sizes replaced by their defaults.
fn with_defaults(names: &Names<'_>, given: &TokenStream, sizes: &[SizeUse]) -> TokenStream {
    if names.in_editor() {
        return without_started(names, given);
    }
    if sizes.is_empty() {
        return given.clone();
    }
    let tokens: Vec<TokenTree> = given.clone().into_iter().collect();
    let fields = tokens.split(is_comma).map(|field| {
        let tokens: TokenStream = field.iter().cloned().collect();
        let words = set_to_words(&tokens);
        let set = words.first().and_then(|(name, _)| sizes.iter().find(|size| size.field == *name));
        set.map_or(tokens, |size| with_default(names, size))
    });
    let fields: Vec<TokenStream> = fields.collect();
    quote!(#(#fields),*)
}

/// Returns the hyperparameters without a value at the cursor of an editor that can become a size: it is completed elsewhere.
fn without_started(names: &Names<'_>, given: &TokenStream) -> TokenStream {
    if names.pipeline.sizes.is_empty() || !holds_cursor(&given.to_string()) {
        return given.clone();
    }
    let tokens: Vec<TokenTree> = given.clone().into_iter().collect();
    let fields = tokens.split(is_comma).map(|field| {
        let tokens: TokenStream = field.iter().cloned().collect();
        match set_to_words(&tokens).first() {
            Some((name, value)) if name != value && holds_cursor(&value.to_string()) => {
                quote!(#name: loop {})
            }
            _ => tokens,
        }
    });
    let fields: Vec<TokenStream> = fields.collect();
    quote!(#(#fields),*)
}

/// Returns a hyperparameter set to the default of its size: `components: 8`.
pub(crate) fn with_default(names: &Names<'_>, SizeUse { field, written, size }: &SizeUse) -> TokenStream {
    let mut default = Literal::u32_unsuffixed(names.pipeline.sizes[*size].default);
    default.set_span(written.span());
    quote!(#field: #default)
}

/// Returns the literal; for an editor, in a block that binds the names of the sizes, also of those that can complete a value.
fn bound_for_editor(names: &Names<'_>, sizes: &[SizeUse], literal: TokenStream) -> TokenStream {
    if names.pipeline.sizes.is_empty() {
        return literal;
    }
    let bindings = names.pipeline.sizes.iter().enumerate().map(|(index, size)| {
        let is_used = sizes.iter().any(|one| one.size == index);
        let name = if is_used { defined(names.pipeline, size) } else { unspanned(&size.name) };
        let default = Literal::u32_unsuffixed(size.default);
        quote!(#[allow(non_upper_case_globals)] const #name: usize = #default;)
    });
    quote!({ #(#bindings)* #literal })
}
