//! What a step requires of the user's types: a value flows along an edge, a step is shared between threads.
//!
//! Invariant: a type without generics that is not fit for its use is reported once, at its tokens; the implementations then stand
//! aside. Of a generic type, rustc checks the bounds.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::generics;
use super::tokens::placed;

/// What a type is used as: the question about it, and the trait of `diagnostics` with the message.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// A value on an edge.
    Value,
    /// A step with `fit`, or a fitted step.
    Step,
    /// A step without `fit`.
    Stateless,
}

impl Use {
    /// Returns the type that says whether the type is usable.
    pub(super) fn usable(self, krate: &TokenStream, ty: &TokenStream) -> TokenStream {
        let question = match self {
            Self::Value | Self::Stateless => quote!(#krate::plumbing::IsValue),
            Self::Step => quote!(#krate::plumbing::IsShared),
        };
        quote! {
            #krate::plumbing::UsableIf<{
                #[allow(unused_imports)]
                use #krate::plumbing::Otherwise as _;
                <#question<#ty>>::VALUE
            }>
        }
    }

    /// Returns the code that makes rustc report the type at its place if it is not usable.
    pub(super) fn required(self, krate: &TokenStream, ty: &TokenStream) -> TokenStream {
        let question = match self {
            Self::Value => quote!(Flows),
            Self::Stateless => quote!(ClonedAsAStep),
            Self::Step => quote!(SharedAsAStep),
        };
        let usable = self.usable(krate, ty);
        let spans: Vec<Span> =
            ty.clone().into_iter().map(|token| Span::call_site().located_at(token.span())).collect();
        let (start, end) = (spans.first().copied(), spans.last().copied());
        let (start, end) = (start.unwrap_or_else(Span::call_site), end.unwrap_or_else(Span::call_site));
        // rustc reports from the first to the last token of the path.
        let path = placed(&quote!(#krate::diagnostics::#question), start);
        let asked = quote_spanned!(end=> #path::check());
        quote! {
            const _: () = {
                #[allow(dead_code)]
                fn required() {
                    #krate::plumbing::require_usable::<#ty, #usable>(#asked)
                }
            };
        }
    }

    /// Returns the condition of an implementation for the type, which rustc checks only where the implementation is used.
    pub(super) fn late(self, krate: &TokenStream, ty: &TokenStream) -> TokenStream {
        match self {
            Self::Value | Self::Stateless => quote!(for<'late> #ty: #krate::diagnostics::ClonedLate<'late>),
            Self::Step => quote!(for<'late> #ty: #krate::diagnostics::SharedLate<'late>),
        }
    }

    /// Returns the bounds of a generic type.
    pub(super) fn bounds(self, krate: &TokenStream) -> TokenStream {
        match self {
            Self::Value | Self::Stateless => quote!(#krate::step::Value),
            Self::Step => quote!(::core::marker::Send + ::core::marker::Sync + 'static),
        }
    }
}

/// Returns the code by which a pipeline reports no second error about a step whose type is not usable.
pub(super) fn reported_step(krate: &TokenStream, owner: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl #krate::diagnostics::AStep for #owner {
            fn check() -> #krate::diagnostics::Evidence<Self> {
                #krate::plumbing::reported()
            }
        }
    }
}

/// Whether the type depends on no generic parameter, so that a constant can ask about it.
pub(super) fn is_concrete(ty: &TokenStream, parameters: &[syn::GenericParam]) -> bool {
    let is_named = parameters.iter().any(|parameter| {
        let name = match parameter {
            syn::GenericParam::Type(ty) => &ty.ident,
            syn::GenericParam::Const(constant) => &constant.ident,
            syn::GenericParam::Lifetime(_) => return false,
        };
        generics::mentions(ty, name)
    });
    !is_named && !has_other_generics(ty)
}

/// Whether the type has `Self`, a lifetime other than `'static`, or a type that rustc infers.
fn has_other_generics(ty: &TokenStream) -> bool {
    let mut is_lifetime = false;
    ty.to_token_stream().into_iter().any(|token| {
        let after = std::mem::replace(&mut is_lifetime, false);
        match token {
            TokenTree::Ident(word) if after => word != "static",
            TokenTree::Ident(word) => word == "Self" || word == "_" || word == "impl",
            TokenTree::Punct(punct) => {
                is_lifetime = punct.as_char() == '\'';
                false
            }
            TokenTree::Group(group) => has_other_generics(&group.stream()),
            TokenTree::Literal(_) => false,
        }
    })
}
