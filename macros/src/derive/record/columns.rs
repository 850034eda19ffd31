//! `#[derive(Record)]`: a struct of columns, and how rows become columns.
//!
//! A struct that is no record is one nevertheless to the code that uses it: with columns about which rustc reports nothing.
//!
//! Invariant: a field's type is required to be a `Cell` once; a type that is none is replaced in all other code.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Attribute, Fields, Item, ItemStruct, Type, Visibility};

use super::super::input::report;
use super::super::item;
use super::options::{library, name};
use crate::column_number::column_number;
use crate::diagnostic::Reports;
use crate::emit::{Reader, with_span};

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let not_a_struct = "a record is a struct: each of its fields is a column";
    item::expand("Record", tokens, not_a_struct, |item, reports| match item {
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
    /// Its documentation.
    docs: Vec<&'item Attribute>,
    /// In a file.
    name: String,
}

fn record(item: &ItemStruct, reports: &mut Reports) -> TokenStream {
    let krate = library(&item.attrs, "record", reports);
    if !item.generics.params.is_empty() {
        report(reports, &item.generics, "a record has no generics: its columns have known types");
        return broken(item, &krate);
    }
    if item.fields.iter().any(|field| misses_lifetime(&field.ty)) {
        // rustc reports it, and each copy of the type again.
        return TokenStream::new();
    }
    let Fields::Named(fields) = &item.fields else {
        reports.at(item.ident.span(), "a record has fields with names: they are the names of its columns");
        return broken(item, &krate);
    };
    let mut known = HashSet::new();
    let mut columns = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let (name, span) = name(&field.attrs, "record", ident, reports);
        if !known.insert(name.clone()) {
            reports.at(span, format!("two columns have the name `{name}`"));
        }
        let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).collect();
        columns.push(Column { field: ident, visibility: &field.vis, ty: &field.ty, docs, name });
    }
    if columns.is_empty() {
        reports.at(item.ident.span(), "a record needs at least one field: each is a column");
        return broken(item, &krate);
    }
    implementation(item, &krate, &columns)
}

/// Returns the implementation for a struct with a mistake, so that code that uses it has no second error.
fn broken(item: &ItemStruct, krate: &TokenStream) -> TokenStream {
    let (name, text) = (&item.ident, item.ident.to_string());
    let errors = item::errors_name("Record", name);
    let (generics, types, bounds) = item.generics.split_for_impl();
    let bounds = bounds.map(|bounds| &bounds.predicates);
    let (of, range) = (Ident::new("of", Span::mixed_site()), quote!(::core::ops::Range<usize>));
    let (vec, option) = (quote!(::std::vec::Vec), quote!(::core::option::Option));
    let boxed = quote!(::std::boxed::Box<dyn #krate::records::AnyColumn>);
    quote! {
        #[automatically_derived]
        #[allow(unused_qualifications, reason = "the user may have imported the same names")]
        impl #generics #krate::records::Record for #name #types
        where
            Self: ::core::marker::Send + ::core::marker::Sync + 'static,
            #bounds
        {
            type Columns = <[(); #errors] as #krate::plumbing::TypeIfRight<()>>::Type;
            const NAME: &'static str = #text;
            const FIELDS: &'static [#krate::records::Field] = &[];

            fn columns(_: #vec<Self>) -> Self::Columns { loop {} }
            fn row(_: &Self::Columns, _: usize) -> #option<Self> { loop {} }
            fn cut(#of: &Self::Columns, _: #range) -> Self::Columns { loop {} }
            fn pick(#of: &Self::Columns, _: &[usize]) -> Self::Columns { loop {} }
            fn stack(_: &[Self::Columns]) -> #krate::Result<Self::Columns> { loop {} }
            fn parts(#of: &Self::Columns) -> #vec<&dyn #krate::records::AnyColumn> { loop {} }
            fn assemble(_: #vec<#boxed>) -> #option<Self::Columns> { loop {} }
        }
    }
}

/// Whether this is a reference without a lifetime.
fn misses_lifetime(ty: &Type) -> bool {
    matches!(ty, Type::Reference(reference) if reference.lifetime.is_none())
}

fn implementation(item: &ItemStruct, krate: &TokenStream, columns: &[Column<'_>]) -> TokenStream {
    let (name, visibility) = (&item.ident, &item.vis);
    let text = name.to_string();
    let of_columns = format_ident!("{name}Columns", span = name.span());
    let fields: Vec<&Ident> = columns.iter().map(|column| column.field).collect();
    let docs = columns.iter().map(|column| &column.docs);
    let visibilities = columns.iter().map(|column| column.visibility);
    let numbers = fields.iter().map(|field| Literal::u64_unsuffixed(column_number(&field.to_string())));
    let records = quote!(#krate::records);
    let numbered = |prefix: &str| -> Vec<Ident> {
        (0..columns.len()).map(|at| format_ident!("{prefix}{at}", span = Span::mixed_site())).collect()
    };
    let (is_cell, cell, buffers) = (numbered("IsCell"), numbered("Cell"), numbered("buffer"));
    // No name of the user, of a field or of a constant, means these.
    let local = |name: &str| Ident::new(name, Span::mixed_site());
    let [rows, row, count, of, parts, range] = ["rows", "row", "count", "of", "parts", "range"].map(local);
    let lints = item.attrs.iter().filter(|attribute| {
        ["allow", "expect", "warn", "deny"].iter().any(|lint| attribute.path().is_ident(lint))
    });
    // An editor shows the alias as it is, and reports a type that is no cell by itself.
    let in_editor = Reader::here() == Reader::Editor;
    let aliases =
        columns.iter().zip(is_cell.iter().zip(&cell)).map(|(Column { ty, .. }, (is_cell, cell))| {
            if in_editor {
                return quote!(type #is_cell = #records::CellIf<true>; type #cell = #ty;);
            }
            quote! {
                type #is_cell = #records::CellIf<{ <#records::IsCell<#ty>>::VALUE }>;
                type #cell = <#is_cell as #records::ReplaceCell<#ty>>::Cell;
            }
        });
    let names = columns.iter().map(|column| &column.name);
    let field_texts = fields.iter().map(|field| field.unraw().to_string());
    let required = columns.iter().zip(&is_cell).map(|(Column { ty, .. }, is_cell)| {
        with_span(ty.span(), quote!(#records::require_cell::<<#is_cell as #records::Ask<#ty>>::Question>();))
    });
    let types = columns.iter().map(|column| column.ty);
    let doc = format!("The columns of [`{text}`].");
    quote! {
        #[allow(unused_qualifications, reason = "the user may have imported the same names")]
        const _: () = {
            #[allow(unused_imports)]
            use #records::NotACell as _;
            const _: () = {
                #(#required)*
            };
            #(#aliases)*

            #[doc = #doc]
            #[allow(missing_docs, clippy::struct_field_names)]
            #(#lints)*
            #visibility struct #of_columns {
                #(#(#docs)* #visibilities #fields: <#cell as #records::Cell>::Column,)*
            }

            #[automatically_derived]
            impl ::core::clone::Clone for #of_columns {
                fn clone(&self) -> Self {
                    Self { #(#fields: ::core::clone::Clone::clone(&self.#fields)),* }
                }
            }

            #[automatically_derived]
            impl #records::Record for #name {
                type Columns = #of_columns;
                const NAME: &'static str = #text;
                const FIELDS: &'static [#records::Field] = &[#(#records::Field::of::<#cell>(#field_texts, #names)),*];

                fn columns(#rows: ::std::vec::Vec<Self>) -> #of_columns {
                    let #count = #rows.len();
                    #(let mut #buffers = ::std::vec::Vec::with_capacity(#count);)*
                    for #row in #rows {
                        #(#buffers.push(<#is_cell as #records::ReplaceCell<_>>::cell(#row.#fields));)*
                    }
                    #of_columns { #(#fields: #records::Cell::column(#buffers)),* }
                }

                fn row(#of: &#of_columns, #row: usize) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(Self {
                        #(#fields: <#is_cell as #records::ReplaceCell<_>>::value(
                            #records::Column::cell(&#of.#fields, #row)?
                        )?),*
                    })
                }

                fn cut(#of: &#of_columns, #range: ::core::ops::Range<usize>) -> #of_columns {
                    #of_columns {
                        #(#fields: #records::Column::cut(&#of.#fields, ::core::clone::Clone::clone(&#range))),*
                    }
                }

                fn pick(#of: &#of_columns, #rows: &[usize]) -> #of_columns {
                    #of_columns { #(#fields: #records::Column::pick(&#of.#fields, #rows)),* }
                }

                fn stack(#parts: &[#of_columns]) -> #krate::Result<#of_columns> {
                    ::core::result::Result::Ok(#of_columns {
                        #(#fields: #records::Column::stack(
                            &::core::iter::Iterator::collect::<::std::vec::Vec<_>>(
                                ::core::iter::Iterator::map(#parts.iter(), |#of| &#of.#fields)
                            )
                        )?),*
                    })
                }

                fn parts(#of: &#of_columns) -> ::std::vec::Vec<&dyn #records::AnyColumn> {
                    ::std::vec![#(#records::Column::part(&#of.#fields)),*]
                }

                fn assemble(
                    #parts: ::std::vec::Vec<::std::boxed::Box<dyn #records::AnyColumn>>,
                ) -> ::core::option::Option<#of_columns> {
                    let mut #parts = ::core::iter::IntoIterator::into_iter(#parts);
                    ::core::option::Option::Some(#of_columns {
                        #(#fields: #records::Column::of_part(::core::iter::Iterator::next(&mut #parts)?)?),*
                    })
                }
            }

            #(
                #[automatically_derived]
                impl #records::HasColumn<#numbers> for #name
                where
                    for<'late> #types: #records::CellLate<'late>,
                {
                    type Column = <#cell as #records::Cell>::Column;

                    fn column(#of: &#of_columns) -> &Self::Column {
                        &#of.#fields
                    }
                }
            )*
        };
    }
}
