//! `#[derive(Record)]`: a struct of columns, and how rows become columns.
//!
//! Invariant: a field's type is required to be a `Cell` at the user's type alone, so that a type that is none is one error.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Fields, Item, ItemStruct, Type, Visibility};

use super::super::input::report;
use super::super::item;
use super::options::{library, name};
use crate::diagnostic::Reports;

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let not_a_struct = "a record is a struct: each of its fields is a column";
    item::expand(tokens, not_a_struct, |item, reports| match item {
        Item::Struct(item) => record(item, reports),
        Item::Enum(item) => {
            reports.at(item.enum_token.span, not_a_struct);
            TokenStream::new()
        }
        _ => TokenStream::new(),
    })
}

/// A field, and what its column is.
struct Column<'item> {
    field: &'item Ident,
    visibility: &'item Visibility,
    ty: &'item Type,
    /// In a file.
    name: String,
}

fn record(item: &ItemStruct, reports: &mut Reports) -> TokenStream {
    let krate = library(&item.attrs, "record", reports);
    if !item.generics.params.is_empty() {
        report(reports, &item.generics, "a record has no generics: its columns have known types");
        return TokenStream::new();
    }
    let Fields::Named(fields) = &item.fields else {
        reports.at(item.ident.span(), "a record has fields with names: they are the names of its columns");
        return TokenStream::new();
    };
    let mut known = HashSet::new();
    let mut columns = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let (name, span) = name(&field.attrs, "record", ident, reports);
        if !known.insert(name.clone()) {
            reports.at(span, format!("two columns have the name `{name}`"));
        }
        columns.push(Column { field: ident, visibility: &field.vis, ty: &field.ty, name });
    }
    if columns.is_empty() {
        reports.at(item.ident.span(), "a record needs at least one field: each is a column");
        return TokenStream::new();
    }
    implementation(item, &krate, &columns)
}

fn implementation(item: &ItemStruct, krate: &TokenStream, columns: &[Column<'_>]) -> TokenStream {
    let (name, visibility) = (&item.ident, &item.vis);
    let text = name.to_string();
    let of_columns = format_ident!("{name}Columns", span = name.span());
    let fields: Vec<&Ident> = columns.iter().map(|column| column.field).collect();
    let types: Vec<&Type> = columns.iter().map(|column| column.ty).collect();
    let visibilities = columns.iter().map(|column| column.visibility);
    let names = columns.iter().map(|column| &column.name);
    let cells: Vec<TokenStream> =
        types.iter().map(|ty| quote_spanned!(ty.span()=> <#ty as #krate::records::Cell>)).collect();
    let column = quote!(#krate::records::Column);
    let doc = format!("The columns of [`{text}`].");
    quote! {
        #[allow(unused_qualifications, reason = "the user may have imported the same names")]
        const _: () = {
            #[doc = #doc]
            #[allow(missing_docs, clippy::struct_field_names)]
            #[derive(::core::clone::Clone, ::core::fmt::Debug)]
            #visibility struct #of_columns {
                #(#visibilities #fields: #cells::Column,)*
            }

            #[automatically_derived]
            impl #krate::records::Record for #name {
                type Columns = #of_columns;
                const NAME: &'static str = #text;
                const FIELDS: &'static [#krate::records::Field] =
                    &[#(#krate::records::Field::of::<#types>(#names)),*];

                fn columns(rows: ::std::vec::Vec<Self>) -> #of_columns {
                    let count = rows.len();
                    #(let mut #fields = ::std::vec::Vec::with_capacity(count);)*
                    for row in rows {
                        #(#fields.push(row.#fields);)*
                    }
                    #of_columns { #(#fields: #cells::column(#fields)),* }
                }

                fn row(columns: &#of_columns, row: usize) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(Self { #(#fields: #column::cell(&columns.#fields, row)?),* })
                }

                fn cut(columns: &#of_columns, range: ::core::ops::Range<usize>) -> #of_columns {
                    #of_columns {
                        #(#fields: #column::cut(&columns.#fields, ::core::clone::Clone::clone(&range))),*
                    }
                }

                fn pick(columns: &#of_columns, rows: &[usize]) -> #of_columns {
                    #of_columns { #(#fields: #column::pick(&columns.#fields, rows)),* }
                }

                fn stack(parts: &[#of_columns]) -> #krate::Result<#of_columns> {
                    ::core::result::Result::Ok(#of_columns {
                        #(#fields: {
                            let parts = ::core::iter::Iterator::map(
                                parts.iter(),
                                |part| ::core::clone::Clone::clone(&part.#fields),
                            );
                            #column::stack(&::core::iter::Iterator::collect::<::std::vec::Vec<_>>(parts))?
                        }),*
                    })
                }

                fn parts(columns: &#of_columns) -> ::std::vec::Vec<&dyn #krate::records::AnyColumn> {
                    ::std::vec![#(&columns.#fields),*]
                }

                fn assemble(
                    parts: ::std::vec::Vec<::std::boxed::Box<dyn #krate::records::AnyColumn>>,
                ) -> ::core::option::Option<#of_columns> {
                    let mut parts = ::core::iter::IntoIterator::into_iter(parts);
                    ::core::option::Option::Some(#of_columns {
                        #(#fields: ::core::iter::Iterator::next(&mut parts)?.into_column()?),*
                    })
                }
            }
        };
    }
}
