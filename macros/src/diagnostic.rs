//! Errors in the user's source, at the user's tokens.
//!
//! Invariant: a diagnostic covers its first to its last span as `syn::Error::new_spanned` does, because stable Rust cannot join
//! spans. In debug builds, [`Reports`] that are dropped before they are read panic, so that no error gets lost.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// One error: its place, and a message that says what to do.
#[derive(Debug, Clone)]
pub(crate) struct Diagnostic {
    pub(crate) start: Span,
    pub(crate) end: Span,
    pub(crate) message: String,
}

impl Diagnostic {
    /// Returns a `compile_error! { message }` that points at the user's tokens.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        syn::Error::new_spanned(marks(self.start, self.end), &self.message).to_compile_error()
    }

    /// Returns an item that reports the error: a constant, because a `compile_error!` that is an item of the module would hide
    /// other errors in the module.
    pub(crate) fn to_item(&self) -> TokenStream {
        let error = self.to_compile_error();
        quote::quote!(const _: () = { #error };)
    }
}

/// Returns the constant `name: usize` that reports the errors. What must have an error too refers to it, so that each is written once.
pub(crate) fn errors_constant(name: &Ident, errors: &[Diagnostic]) -> TokenStream {
    let errors = errors.iter().map(Diagnostic::to_compile_error);
    quote::quote! {
        #[doc(hidden)]
        #[allow(dead_code, non_upper_case_globals)]
        const #name: usize = { #(#errors)* 0 };
    }
}

/// Returns the code that reports the errors: in the constant with this name, if there is one, or each in a constant without a name.
pub(crate) fn report(constant: Option<&Ident>, errors: &[Diagnostic]) -> TokenStream {
    match constant {
        Some(name) if !errors.is_empty() => errors_constant(name, errors),
        _ => errors.iter().map(Diagnostic::to_item).collect(),
    }
}

/// Returns two meaningless tokens with the spans of a range's ends, for `syn::Error::new_spanned`.
pub(crate) fn marks(start: Span, end: Span) -> TokenStream {
    let mark = |span| {
        let mut mark = Punct::new('.', Spacing::Alone);
        mark.set_span(span);
        TokenTree::Punct(mark)
    };
    [mark(start), mark(end)].into_iter().collect()
}

/// The errors found so far, in the order of their discovery. They have to be read, by [`into_list`](Self::into_list).
#[derive(Debug, Default)]
pub(crate) struct Reports {
    list: Vec<Diagnostic>,
    is_read: bool,
}

impl Reports {
    /// Reports an error at one token.
    pub(crate) fn at(&mut self, span: Span, message: impl Into<String>) {
        self.range(span, span, message);
    }

    /// Reports an error from one token to another.
    pub(crate) fn range(&mut self, start: Span, end: Span, message: impl Into<String>) {
        self.list.push(Diagnostic { start, end, message: message.into() });
    }

    /// Returns the number of errors: compared before and after a part, it shows whether the part has errors.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// Keeps the first errors, that many.
    pub(crate) fn keep(&mut self, count: usize) {
        self.list.truncate(count);
    }

    /// Drops the errors, because they are reported elsewhere.
    pub(crate) fn ignore(mut self) {
        self.is_read = true;
    }

    /// Returns the errors in the order of the source; without a compiler, in the order of their discovery.
    pub(crate) fn into_list(mut self) -> Vec<Diagnostic> {
        if proc_macro::is_available() {
            self.list.sort_by_key(|diagnostic| {
                let start = diagnostic.start.unwrap().start();
                (start.line(), start.column())
            });
        }
        self.is_read = true;
        std::mem::take(&mut self.list)
    }
}

impl Drop for Reports {
    fn drop(&mut self) {
        debug_assert!(
            self.is_read || std::thread::panicking(),
            "`Reports` were dropped before they were read: call `into_list` or `ignore`"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "dropped before they were read")]
    #[cfg(debug_assertions)]
    fn unread_reports_panic() {
        drop(Reports::default());
    }

    #[test]
    fn read_and_ignored_reports_are_quiet() {
        let mut reports = Reports::default();
        reports.at(Span::call_site(), "an error");
        assert_eq!(reports.into_list().len(), 1);
        Reports::default().ignore();
    }
}
