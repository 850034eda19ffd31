//! The errors of one attribute.
//!
//! Invariant: the errors are reported together, each once, at the user's tokens. They are in one constant; what else must have an error
//! refers to it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::diagnostic::{Diagnostic, Reports, report};

/// The errors found so far.
#[derive(Default)]
pub(super) struct Mistakes {
    reports: Reports,
    /// The attribute is on a method, where a constant cannot be unnamed.
    pub(super) in_block: bool,
    /// The errors are reported elsewhere.
    is_ignored: bool,
    /// The constant with the errors.
    constant: Option<Ident>,
}

impl Mistakes {
    /// Returns errors that are reported elsewhere; to be dropped with [`ignore`](Self::ignore).
    pub(super) fn ignored() -> Self {
        Self { is_ignored: true, ..Self::default() }
    }

    /// Adds an error at the user's tokens.
    pub(super) fn at(&mut self, tokens: impl ToTokens, message: impl Into<String>) {
        let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
        let start = spans.next().unwrap_or_else(Span::call_site);
        self.reports.range(start, spans.last().unwrap_or(start), message);
    }

    /// Adds an error at one place.
    pub(super) fn at_span(&mut self, span: Span, message: impl Into<String>) {
        self.reports.at(span, message);
    }

    /// Adds an error with its own place.
    pub(super) fn add(&mut self, error: &syn::Error) {
        self.reports.at(error.span(), error.to_string());
    }

    /// Whether there is an error.
    pub(super) fn any(&self) -> bool {
        self.reports.count() > 0
    }

    /// Names the constant with the errors after the item, and its line, because one name may have several blocks.
    pub(super) fn name_constant(&mut self, item: &str) {
        let line = if proc_macro::is_available() { Span::call_site().unwrap().line() } else { 0 };
        self.constant = Some(format_ident!("__{item}StepErrors{line}", span = Span::call_site()));
    }

    /// Returns a statement: a constant with it has an error, and so has a type that depends on the constant. Returns nothing without an
    /// error.
    pub(super) fn errors(&self) -> TokenStream {
        match &self.constant {
            Some(constant) if !self.is_ignored && self.any() => quote!(let _: [(); #constant];),
            _ => TokenStream::new(),
        }
    }

    /// Returns a type about which rustc reports nothing, in place of one with an error that was reported.
    pub(super) fn unknown_type(&self, krate: &TokenStream) -> TokenStream {
        let errors = self.errors();
        quote!(<[(); { #errors 0 }] as #krate::plumbing::TypeIfRight<()>>::Type)
    }

    /// Returns the messages alone.
    #[cfg(test)]
    pub(super) fn messages(self) -> Vec<String> {
        self.reports.into_list().into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    /// Drops the errors, which are reported elsewhere.
    pub(super) fn ignore(self) {
        self.reports.ignore();
    }

    /// Returns the code that reports the errors.
    pub(super) fn into_tokens(self) -> TokenStream {
        let errors = self.reports.into_list();
        if self.in_block {
            return errors.iter().map(Diagnostic::to_compile_error).collect();
        }
        report(self.constant.as_ref(), &errors)
    }
}

/// Returns `1 axis` or `2 axes`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Returns `has 2` or `is a single value`.
pub(super) fn has(rank: usize) -> String {
    if rank == 0 { "is a single value".to_owned() } else { format!("has {rank}") }
}
