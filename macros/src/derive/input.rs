//! The attribute `#[space(..)]` of types and fields.
//!
//! Invariant: the tokens of a distribution are not parsed. They are emitted unchanged, so that an editor completes inside them.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;
use syn::{Attribute, Generics, Meta, Path, Token, Type};

use crate::diagnostic::Reports;
use crate::parse::mistake_for;
use crate::spelling::is_near;

/// The type with the derive.
pub(super) struct Input<'item> {
    /// The path of the library.
    pub(super) krate: TokenStream,
    pub(super) name: &'item Ident,
    pub(super) generics: &'item Generics,
}

/// The role of a field.
pub(super) enum Role {
    Searched(TokenStream),
    Settable,
    Nested,
    /// Not a hyperparameter, but it may affect the result.
    Skipped,
    /// Not a hyperparameter, without effect on the result.
    Ignored,
}

const FIELD: &str =
    "expected `#[space(distribution)]`, `#[space(nested)]`, `#[space(skip)]` or `#[space(ignore)]`";

/// The arguments that are one word.
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
                Err(_) => report(
                    reports,
                    attribute,
                    "expected `#[space(crate = path)]`, the only `#[space(..)]` of a type",
                ),
            }
        }
        Self { krate, name, generics }
    }

    /// Whether the type mentions one of the type's own type parameters.
    pub(super) fn is_generic(&self, ty: &Type) -> bool {
        let mut parameters = self.generics.type_params();
        parameters.any(|parameter| mentions(ty.to_token_stream(), &parameter.ident))
    }

    /// Whether the type is one of the type's own type parameters.
    pub(super) fn is_parameter(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        self.generics.type_params().any(|parameter| path.path.is_ident(&parameter.ident))
    }

    /// Whether the type mentions the type with the derive.
    pub(super) fn is_recursive(&self, ty: &Type) -> bool {
        mentions(ty.to_token_stream(), self.name)
            || mentions(ty.to_token_stream(), &Ident::new("Self", Span::call_site()))
    }
}

impl Role {
    /// Reads the attribute of a field. A field with an error is not a hyperparameter.
    pub(super) fn read(attributes: &[Attribute], ty: &Type, reports: &mut Reports) -> Self {
        let mut attributes = spaces(attributes);
        let Some(attribute) = attributes.next() else { return Role::Settable };
        if let Some(second) = attributes.next() {
            report(reports, second, "a field has one `#[space(..)]`: leave this one out");
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
                reports.at(more.span(), format!("`{text}` takes no arguments: write `#[space({text})]`"));
                Role::Skipped
            }
            ("crate", Some(TokenTree::Punct(punct))) if punct.as_char() == '=' => {
                reports.at(word.span(), "`#[space(crate = path)]` goes on the type, not on a field");
                Role::Skipped
            }
            (_, None) if WORDS.iter().any(|keyword| is_near(&text, keyword)) => {
                let meant = WORDS.iter().find(|keyword| is_near(&text, keyword)).unwrap_or(&"skip");
                reports.at(word.span(), format!("did you mean `{meant}`? {FIELD}"));
                Role::Skipped
            }
            _ => {
                let written: Vec<TokenTree> = tokens.clone().into_iter().collect();
                if let Some((span, message)) = mistake_for(&ty.to_token_stream().to_string(), &written) {
                    reports.at(span, message);
                    return Role::Settable;
                }
                Role::Searched(tokens)
            }
        }
    }
}

/// Returns the attributes `#[space(..)]`.
pub(super) fn spaces(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("space"))
}

/// Reports an error at these tokens.
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
