//! Code with the spans of the user's tokens, so that rustc reports its errors at these tokens.
//!
//! rustc reports an error from the first to the last token of the code. A macro cannot join spans on stable Rust, but
//! rustc joins the spans of a call.
//!
//! Invariant: the tokens of such a call come from one expansion; rustc joins only these.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

/// The place of an error in the user's code: from a first to a last token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: Span,
    end: Span,
}

impl Place {
    /// Returns the place of one token.
    pub(super) fn token(span: Span) -> Self {
        Self { start: span, end: span }
    }

    /// Returns the place from the token `start` to the token `end`.
    pub(super) fn between(start: Span, end: Span) -> Self {
        Self { start, end }
    }

    /// Returns the place of a path or type that begins at `start`: `Pca<12>`.
    pub(super) fn path(start: Span, path: &TokenStream) -> Self {
        let end = path.clone().into_iter().last().map(|token| token.span());
        Self { start, end: end.unwrap_or(start) }
    }

    /// Returns the call `name(arguments)` at this place.
    pub(super) fn call(self, name: &str, arguments: TokenStream) -> TokenStream {
        let name = Ident::new(name, self.start);
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(self.end);
        let arguments = TokenTree::Group(arguments);
        quote_spanned!(self.end=> #name #arguments)
    }

    /// Returns the call `question::check()` at this place. `question` is the imported name of a trait of `diagnostics`,
    /// whose message rustc reports where the trait is not implemented.
    pub(super) fn ask(self, question: &str) -> TokenStream {
        let question = Ident::new(question, self.start);
        quote_spanned!(self.end=> #question::check())
    }
}

/// Returns the span of a definition that an editor finds at `place` and refuses to rename: its name there is another, or it is
/// only one of several names.
pub(super) fn unrenamed(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// Returns the code with the span of the user's token. The meaning of the names does not change.
pub(crate) fn with_span(span: Span, code: TokenStream) -> TokenStream {
    code.into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut shown = Group::new(group.delimiter(), with_span(span, group.stream()));
                shown.set_span(span.resolved_at(group.span()));
                TokenTree::Group(shown)
            }
            mut token => {
                token.set_span(span.resolved_at(token.span()));
                token
            }
        })
        .collect()
}
