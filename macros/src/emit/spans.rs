//! Code that stands at the user's tokens, so that an error in it does.
//!
//! Invariant: an error covers what rustc joins from the first to the last token of the code, and only if all of them
//! are expanded in one place. On stable a macro cannot join spans; rustc itself does it for a call.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use crate::model::{Arm, Node, NodeKind, ValueType};

/// From the first to the last token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: Span,
    end: Span,
}

impl Place {
    /// One token.
    pub(super) fn token(span: Span) -> Self {
        Self { start: span, end: span }
    }

    /// The path of a step: `Pca<12>`.
    pub(super) fn step(node: &Node) -> Self {
        let end = match &node.kind {
            NodeKind::Step { path, .. } => path.clone().into_iter().last().map(|token| token.span()),
            NodeKind::Expect(_) => None,
            NodeKind::Inverse { end, .. } | NodeKind::Reapply { end, .. } => Some(*end),
        };
        Self { start: node.span, end: end.unwrap_or(node.span) }
    }

    /// The path of an arm's step.
    pub(super) fn arm(arm: &Arm) -> Self {
        let end = arm.path.clone().into_iter().last().map(|token| token.span());
        Self { start: arm.span, end: end.unwrap_or(arm.span) }
    }

    /// A type without its dims: `Vec<u8>`.
    pub(super) fn element(ty: &ValueType) -> Self {
        let end = ty.element.clone().into_iter().last().map(|token| token.span());
        Self { start: ty.span, end: end.unwrap_or(ty.span) }
    }

    /// `name(arguments)`
    pub(super) fn call(self, name: &str, arguments: TokenStream) -> TokenStream {
        let name = Ident::new(name, self.start);
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(self.end);
        let arguments = TokenTree::Group(arguments);
        quote_spanned!(self.end=> #name #arguments)
    }

    /// `question::check()`: what `errors` has to say, in answer to a question imported under this name.
    pub(super) fn ask(self, question: &str) -> TokenStream {
        let question = Ident::new(question, self.start);
        quote_spanned!(self.end=> #question::check())
    }
}

/// The same code, shown at the user's token; what its names mean does not change.
pub(super) fn shown_at(span: Span, code: TokenStream) -> TokenStream {
    code.into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut shown = Group::new(group.delimiter(), shown_at(span, group.stream()));
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
