//! What stands in `#[space(..)]`, before a type and before a field.
//!
//! Invariant: a distribution's tokens are not read. They come out as they went in, so that an editor completes in them.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;
use syn::{Attribute, Generics, Meta, Path, Token, Type};

use crate::diagnostic::Reports;
use crate::spelling::is_near;

/// The type that is derived for.
pub(super) struct Input<'item> {
    /// The path of the library.
    pub(super) krate: TokenStream,
    pub(super) name: &'item Ident,
    pub(super) generics: &'item Generics,
}

/// What a field is.
pub(super) enum Role {
    Searched(TokenStream),
    Settable,
    Nested,
    /// No hyperparameter, and it may matter what it is.
    Skipped,
    /// No hyperparameter, and of no matter.
    Ignored,
}

const FIELD: &str = "before a field stands `#[space(distribution)]`, `#[space(nested)]`, `#[space(skip)]` or `#[space(ignore)]`";

/// What stands alone.
const WORDS: [&str; 3] = ["nested", "skip", "ignore"];

impl<'item> Input<'item> {
    pub(super) fn read(
        attributes: &[Attribute],
        name: &'item Ident,
        generics: &'item Generics,
        reports: &mut Reports,
    ) -> Self {
        let mut krate = quote!(::shapeflow);
        for attribute in spaces(attributes) {
            let parse = |input: syn::parse::ParseStream<'_>| {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                input.call(Path::parse_mod_style)
            };
            match attribute.meta.require_list().and_then(|list| parse.parse2(list.tokens.clone())) {
                Ok(path) => krate = path.into_token_stream(),
                Err(_) => report(reports, attribute, "before a type stands `#[space(crate = path)]` alone"),
            }
        }
        Self { krate, name, generics }
    }

    /// Whether the type mentions one of the type's own type parameters.
    pub(super) fn is_generic(&self, ty: &Type) -> bool {
        let mut parameters = self.generics.type_params();
        parameters.any(|parameter| mentions(ty.to_token_stream(), &parameter.ident))
    }
}

impl Role {
    /// Reads the attribute of a field. One with a mistake is no hyperparameter.
    pub(super) fn read(attributes: &[Attribute], reports: &mut Reports) -> Self {
        let mut attributes = spaces(attributes);
        let Some(attribute) = attributes.next() else { return Role::Settable };
        if let Some(second) = attributes.next() {
            report(reports, second, "`#[space(..)]` stands once before a field");
            return Role::Skipped;
        }
        let tokens = match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
            _ => {
                report(reports, attribute, FIELD);
                return Role::Skipped;
            }
        };
        let mut trees = tokens.clone().into_iter();
        let Some(TokenTree::Ident(word)) = trees.next() else { return Role::Searched(tokens) };
        let text = word.to_string();
        let more = trees.next();
        match (text.as_str(), more) {
            ("nested", None) => Role::Nested,
            ("skip", None) => Role::Skipped,
            ("ignore", None) => Role::Ignored,
            ("nested" | "skip" | "ignore", Some(more)) => {
                reports.at(more.span(), format!("`{text}` stands alone: `#[space({text})]`"));
                Role::Skipped
            }
            ("crate", Some(TokenTree::Punct(punct))) if punct.as_char() == '=' => {
                reports.at(word.span(), "`#[space(crate = path)]` stands before the type");
                Role::Skipped
            }
            (_, None) if WORDS.iter().any(|keyword| is_near(&text, keyword)) => {
                let meant = WORDS.iter().find(|keyword| is_near(&text, keyword)).unwrap_or(&"skip");
                reports.at(word.span(), format!("did you mean `{meant}`? {FIELD}"));
                Role::Skipped
            }
            _ => Role::Searched(tokens),
        }
    }
}

/// The attributes `#[space(..)]`.
pub(super) fn spaces(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("space"))
}

/// Reports a mistake at these tokens.
pub(super) fn report(reports: &mut Reports, tokens: impl ToTokens, message: &str) {
    let mut spans = tokens.into_token_stream().into_iter().map(|token| token.span());
    let start = spans.next().unwrap_or_else(Span::call_site);
    reports.range(start, spans.last().unwrap_or(start), message);
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
