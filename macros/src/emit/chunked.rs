//! Bounds on many fields, in several lists.
//!
//! Invariant: no implementation has more than [`BOUNDS`] bounds on fields, and one bound more for each [`BOUNDS`] of them:
//! rustc looks at all bounds of a list for each field, so one long list would cost the square of its length.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The number of bounds in one list.
pub(super) const BOUNDS: usize = 16;

/// An implementation with the bounds on some of the fields. The lifetime `'late` is in scope of its code.
pub(super) struct Part<'code> {
    /// The generics after `'late`: `, What`.
    pub(super) generics: TokenStream,
    /// The path of the trait, and its arguments after `'late`.
    pub(super) path: TokenStream,
    pub(super) arguments: TokenStream,
    /// The type that implements it.
    pub(super) holder: &'code Ident,
    /// The bounds on the fields, each with its comma.
    pub(super) bounds: TokenStream,
    /// The items of the implementation.
    pub(super) body: TokenStream,
}

impl Part<'_> {
    /// The implementation.
    pub(super) fn implementation(&self) -> TokenStream {
        let Self { generics, holder, bounds, body, .. } = self;
        let implemented = self.implemented(&quote!('late));
        quote!(impl<'late #generics> #implemented for #holder where #bounds { #body })
    }

    /// The bound that stands for the bounds on the fields; `'late` is in scope of it.
    pub(super) fn bound(&self) -> TokenStream {
        let (holder, implemented) = (self.holder, self.implemented(&quote!('late)));
        quote!(#holder: #implemented)
    }

    /// The trait for a lifetime.
    pub(super) fn implemented(&self, late: &TokenStream) -> TokenStream {
        let Self { path, arguments, .. } = self;
        quote!(#path<#late, #arguments>)
    }
}
