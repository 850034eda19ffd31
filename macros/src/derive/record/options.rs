//! What `#[record(..)]` and `#[category(..)]` say: the path of the library before a type, a name before a field or a variant.
//!
//! Invariant: an attribute with an error is reported once and has no effect.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path};

use crate::diagnostic::Reports;

/// The path of the library before a type: `::shapeflow`, or that of `#[record(crate = path)]`.
pub(super) fn library(attributes: &[Attribute], word: &str, reports: &mut Reports) -> TokenStream {
    let mut krate = quote!(::shapeflow);
    let expected = format!("expected `#[{word}(crate = path)]` before a type");
    read(attributes, word, &expected, reports, |meta| {
        if !meta.path.is_ident("crate") {
            return Err(meta.error(&expected));
        }
        krate = meta.value()?.call(Path::parse_mod_style)?.into_token_stream();
        Ok(())
    });
    krate
}

/// The name of a field or a variant in a file: its own, or that of `#[record(name = "..")]`.
pub(super) fn name(
    attributes: &[Attribute],
    word: &str,
    own: &Ident,
    reports: &mut Reports,
) -> (String, Span) {
    let text = own.to_string();
    let mut found = (text.strip_prefix("r#").unwrap_or(&text).to_owned(), own.span());
    let expected = format!("expected `#[{word}(name = \"..\")]`");
    read(attributes, word, &expected, reports, |meta| {
        if !meta.path.is_ident("name") {
            return Err(meta.error(&expected));
        }
        let name: LitStr = meta.value()?.parse()?;
        found = (name.value(), name.span());
        Ok(())
    });
    found
}

/// Reads the attributes `#[word(..)]`, of which there is at most one.
fn read(
    attributes: &[Attribute],
    word: &str,
    expected: &str,
    reports: &mut Reports,
    mut argument: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) {
    let mut is_first = true;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(word)) {
        if !std::mem::take(&mut is_first) {
            reports.at(
                attribute.pound_token.span,
                format!("there is one `#[{word}(..)]` at a place: leave this one out"),
            );
            continue;
        }
        let mut count = 0;
        let result = attribute.parse_nested_meta(|meta| {
            count += 1;
            argument(meta)
        });
        match result {
            // The errors of `syn` do not say what is expected.
            Err(error) => reports.at(error.span(), expected),
            Ok(()) if count == 0 => reports.at(attribute.pound_token.span, expected),
            Ok(()) => {}
        }
    }
}
