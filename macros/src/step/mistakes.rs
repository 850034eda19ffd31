//! All the mistakes of one attribute.
//!
//! Invariant: they are reported together, each once, at the user's tokens.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub(super) struct Mistakes(Option<syn::Error>);

impl Mistakes {
    /// Adds a mistake at the user's tokens.
    pub(super) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    /// Adds a mistake that knows its place.
    pub(super) fn add(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            none => *none = Some(error),
        }
    }

    /// Whether there is one.
    pub(super) fn any(&self) -> bool {
        self.0.is_some()
    }

    /// The code that reports them.
    pub(super) fn into_tokens(self) -> TokenStream {
        self.0.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}

/// `1 axis`, `2 axes`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
