//! What is wrong with the user's source, in the user's words, at the user's token.
//!
//! Invariant: a diagnostic covers from its first to its last span as `syn::Error::new_spanned` does, because on
//! stable a range cannot be joined into one span.

use proc_macro2::{Punct, Spacing, Span, TokenStream, TokenTree};

/// One mistake: where it is, and what to do about it.
#[derive(Debug, Clone)]
pub(crate) struct Diagnostic {
    pub(crate) start: Span,
    pub(crate) end: Span,
    pub(crate) message: String,
}

impl Diagnostic {
    /// `compile_error! { message }` that points at the user's tokens.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        syn::Error::new_spanned(marks(self.start, self.end), &self.message).to_compile_error()
    }
}

/// Two tokens that mean nothing and carry the ends of a range, for `syn::Error::new_spanned`.
pub(crate) fn marks(start: Span, end: Span) -> TokenStream {
    let mark = |span| {
        let mut mark = Punct::new('.', Spacing::Alone);
        mark.set_span(span);
        TokenTree::Punct(mark)
    };
    [mark(start), mark(end)].into_iter().collect()
}

/// The mistakes found so far, in the order of their discovery.
#[derive(Debug, Default)]
pub(crate) struct Reports {
    list: Vec<Diagnostic>,
}

impl Reports {
    /// Reports a mistake at one token.
    pub(crate) fn at(&mut self, span: Span, message: impl Into<String>) {
        self.range(span, span, message);
    }

    /// Reports a mistake that reaches from one token to another.
    pub(crate) fn range(&mut self, start: Span, end: Span, message: impl Into<String>) {
        self.list.push(Diagnostic { start, end, message: message.into() });
    }

    /// How many mistakes are known: compared before and after, it says whether a part has mistakes.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    /// The mistakes in the order of the source, where the compiler can be asked for it.
    pub(crate) fn into_list(mut self) -> Vec<Diagnostic> {
        if proc_macro::is_available() {
            self.list.sort_by_key(|diagnostic| {
                let start = diagnostic.start.unwrap().start();
                (start.line(), start.column())
            });
        }
        self.list
    }
}
