//! The attribute `#[save(..)]` as a list of words, each with or without a value.
//!
//! Invariant: a word is read once for each item; a second one is an error at the second.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Token};

use super::super::input::report;
use crate::diagnostic::Reports;
use crate::spelling::closest;

/// `version = 2`, or `plain`.
pub(super) struct Argument {
    pub(super) word: Ident,
    pub(super) value: Option<Expr>,
}

/// Reads the attributes of one item. `expected` says which there are.
pub(super) fn arguments(attributes: &[Attribute], expected: &str, reports: &mut Reports) -> Vec<Argument> {
    let mut all: Vec<Argument> = Vec::new();
    for attribute in saves(attributes) {
        let tokens = match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
            _ => {
                report(reports, attribute, &format!("expected {expected}"));
                continue;
            }
        };
        let list = |input: ParseStream<'_>| {
            while !input.is_empty() {
                let argument = Argument::parse(input)?;
                if all.iter().any(|other| other.word == argument.word) {
                    reports.at(
                        argument.word.span(),
                        format!("`{}` is given twice: leave one out", argument.word),
                    );
                } else {
                    all.push(argument);
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        if let Err(error) = list.parse2(tokens) {
            reports.at(error.span(), format!("expected {expected}"));
        }
    }
    all
}

impl Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        if !input.peek(Token![=]) {
            return Ok(Self { word, value: None });
        }
        let equals: Token![=] = input.parse()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(syn::Error::new(equals.span, "a value is missing"));
        }
        Ok(Self { word, value: Some(input.parse()?) })
    }

    /// Returns the value, or reports that there is none.
    pub(super) fn value(&self, example: &str, reports: &mut Reports) -> Option<&Expr> {
        if self.value.is_none() {
            self.report(reports, format!("`{}` needs a value, as in `#[save({example})]`", self.word));
        }
        self.value.as_ref()
    }

    /// Returns the value if it is a version.
    pub(super) fn version(&self, example: &str, reports: &mut Reports) -> Option<(u32, Span)> {
        let value = self.value(example, reports)?;
        if let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = value
            && let Ok(version @ 1..) = number.base10_parse::<u32>()
        {
            return Some((version, number.span()));
        }
        report(reports, value, "a version is a whole number from 1, written as a literal");
        None
    }

    /// Reports that a word that stands alone has a value.
    pub(super) fn alone(&self, reports: &mut Reports) -> bool {
        if let Some(value) = &self.value {
            report(reports, value, &format!("`{}` has no value: write `#[save({})]`", self.word, self.word));
        }
        self.value.is_none()
    }

    /// Reports a word that is none of `known`.
    pub(super) fn unknown(&self, known: &[&str], expected: &str, reports: &mut Reports) {
        let meant = closest(&self.word.to_string(), known.iter().copied());
        let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
        self.report(reports, format!("{meant}expected {expected}"));
    }

    pub(super) fn report(&self, reports: &mut Reports, message: impl Into<String>) {
        reports.at(self.word.span(), message);
    }
}

/// Returns the attributes `#[save(..)]`.
pub(super) fn saves(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("save"))
}
