//! The variants and fields of a type, each with its name in a model file.
//!
//! Invariant: the names of a variant's fields differ, and each is one that a file can have.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Fields, Index, Member, Type, Variant};

use super::super::input::report;
use super::arguments::saves;
use super::options::{FieldOptions, TypeOptions};
use crate::diagnostic::Reports;

/// The name under which an enum saves its variant.
pub(super) const VARIANT: &str = "variant";

/// A struct, or a variant of an enum.
pub(super) struct Form<'item> {
    /// The variant.
    pub(super) variant: Option<&'item Ident>,
    pub(super) fields: Vec<Saved<'item>>,
}

/// A field.
pub(super) struct Saved<'item> {
    pub(super) member: Member,
    pub(super) ty: &'item Type,
    /// The name in the file.
    pub(super) name: String,
    /// None if an error was reported.
    pub(super) options: Option<FieldOptions>,
}

impl<'item> Form<'item> {
    /// Reads a variant.
    pub(super) fn of_variant(variant: &'item Variant, of: &TypeOptions, reports: &mut Reports) -> Self {
        if let Some(attribute) = saves(&variant.attrs).next() {
            report(
                reports,
                attribute,
                "`#[save(..)]` goes before the enum or before a field, not before a variant",
            );
        }
        Self::read(Some(&variant.ident), &variant.fields, of, reports)
    }

    /// Reads the fields of a struct or of a variant.
    pub(super) fn read(
        variant: Option<&'item Ident>,
        fields: &'item Fields,
        of: &TypeOptions,
        reports: &mut Reports,
    ) -> Self {
        let mut names: BTreeSet<String> = variant.iter().map(|_| VARIANT.to_owned()).collect();
        let mut saved = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let member = field.ident.clone().map_or_else(|| Member::Unnamed(Index::from(at)), Member::Named);
            let mut options = FieldOptions::read(&field.attrs, of, reports);
            let given = options.as_ref().and_then(|options| options.name.clone());
            let (name, span) = given.unwrap_or_else(|| match &member {
                // The field `r#type` has the name `type`.
                Member::Named(name) => (name.unraw().to_string(), name.span()),
                Member::Unnamed(at) => (at.index.to_string(), field.ty.span()),
            });
            let problem =
                if names.insert(name.clone()) { reserved(&name) } else { Some(taken(&name, variant)) };
            if let Some(problem) = problem {
                reports.at(
                    span,
                    format!("{problem}: give the field another name in the file, `#[save(name = \"..\")]`"),
                );
                options = None;
            }
            saved.push(Saved { member, ty: &field.ty, name, options });
        }
        Self { variant, fields: saved }
    }
}

fn taken(name: &str, variant: Option<&Ident>) -> String {
    if variant.is_some() && name == VARIANT {
        return format!("`{VARIANT}` is the name under which an enum saves its variant");
    }
    format!("another field has the name `{name}`")
}

/// Says why a file cannot have a part of this name.
fn reserved(name: &str) -> Option<String> {
    if name == "__metadata__" {
        return Some("the safetensors format reserves the name `__metadata__`".to_owned());
    }
    let is_part = !name.is_empty() && !name.contains(|letter: char| letter == '.' || letter.is_control());
    (!is_part).then(|| format!("the name {name:?} is empty or contains a dot or a control character"))
}
