//! Bounds on many fields, split into several lists.
//!
//! rustc compares each field with all bounds of a list, so one long list would cost the square of its length.
//!
//! Invariant: an implementation has at most [`BOUNDS`] bounds on fields; a longer list becomes several implementations,
//! and one bound on each of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The largest number of bounds in one list.
pub(super) const BOUNDS: usize = 16;

/// An implementation with the bounds on some of the fields. The lifetime `'late` is in scope in its code.
pub(super) struct Part<'code> {
    /// The generics after `'late`: `, What`.
    pub(super) generics: TokenStream,
    /// The path of the trait.
    pub(super) path: TokenStream,
    /// The arguments of the trait after `'late`.
    pub(super) arguments: TokenStream,
    /// The type that implements the trait.
    pub(super) holder: &'code Ident,
    /// The bounds on the fields, each followed by a comma.
    pub(super) bounds: TokenStream,
    /// The items of the implementation.
    pub(super) body: TokenStream,
}

impl Part<'_> {
    /// Returns the implementation.
    pub(super) fn implementation(&self) -> TokenStream {
        let Self { generics, holder, bounds, body, .. } = self;
        let implemented = self.implemented(&quote!('late));
        quote!(impl<'late #generics> #implemented for #holder where #bounds { #body })
    }

    /// Returns the bound that replaces the bounds on the fields; `'late` is in scope where it is used.
    pub(super) fn bound(&self) -> TokenStream {
        let (holder, implemented) = (self.holder, self.implemented(&quote!('late)));
        quote!(#holder: #implemented)
    }

    /// Returns the trait with this lifetime.
    pub(super) fn implemented(&self, late: &TokenStream) -> TokenStream {
        let Self { path, arguments, .. } = self;
        quote!(#path<#late, #arguments>)
    }
}
