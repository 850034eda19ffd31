//! `#[derive(Category)]`: an enum without fields, as the categories of a column and as class labels.
//!
//! Invariant: categories are numbered in the order of their declaration. A type that cannot be one is one nevertheless to the code that
//! uses it.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::{Generics, Item, ItemEnum, Variant};

use super::super::input::report;
use super::super::item;
use super::options::{library, name};
use crate::diagnostic::Reports;
use crate::emit::with_span;

/// Expands the derive.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let not_an_enum = "a category is an enum: each of its variants is one category";
    item::expand("Category", tokens, not_an_enum, |item, reports| match item {
        Item::Enum(item) => category(item, reports),
        Item::Struct(item) => {
            reports.at(item.struct_token.span, not_an_enum);
            broken(&library(&item.attrs, "category", reports), &item.ident, &item.generics)
        }
        _ => TokenStream::new(),
    })
}

fn category(item: &ItemEnum, reports: &mut Reports) -> TokenStream {
    let krate = library(&item.attrs, "category", reports);
    if !item.generics.params.is_empty() {
        report(reports, &item.generics, "a category has no generics");
        return broken(&krate, &item.ident, &item.generics);
    }
    if item.variants.is_empty() {
        reports.at(item.ident.span(), "a category needs at least one variant");
        return broken(&krate, &item.ident, &item.generics);
    }
    let mut known = HashSet::new();
    let (mut variants, mut names) = (Vec::new(), Vec::new());
    for variant in &item.variants {
        let (name, span) = name(&variant.attrs, "category", &variant.ident, reports);
        if !variant.fields.is_empty() {
            report(reports, &variant.fields, "a category has no fields: it is a name alone");
        }
        if !known.insert(name.clone()) {
            reports.at(span, format!("two categories have the name `{name}`"));
        }
        variants.push(variant);
        names.push(name);
    }
    implementation(&krate, &item.ident, &self::variants(&krate, &item.ident, &variants, names))
}

/// What depends on the variants.
struct Variants {
    names: Vec<String>,
    /// The body of `index`.
    index: TokenStream,
    /// The body of `at`.
    at: TokenStream,
    /// Any value.
    filler: TokenStream,
    /// The parameters of `LabelOf`, and the number of classes.
    labels: (TokenStream, TokenStream),
    /// Asks for what the enum must derive.
    required: TokenStream,
}

fn variants(krate: &TokenStream, name: &Ident, all: &[&Variant], names: Vec<String>) -> Variants {
    // A variant with fields, which is an error, is a category all the same, but is never made.
    let patterns = all.iter().map(|Variant { ident, .. }| quote!(Self::#ident { .. }));
    let numbered = all.iter().enumerate().filter(|(_, variant)| variant.fields.is_empty());
    let (made, variants): (Vec<Literal>, Vec<&Ident>) =
        numbered.map(|(at, variant)| (Literal::usize_unsuffixed(at), &variant.ident)).unzip();
    let count = Literal::usize_unsuffixed(names.len());
    let numbers: Vec<Literal> = (0..names.len()).map(Literal::usize_unsuffixed).collect();
    let asked = quote! {
        <#krate::records::CellIf<{ <#krate::records::IsCategory<#name>>::VALUE }> as #krate::records::Ask<#name>>::Question
    };
    Variants {
        names,
        index: quote!(match self { #(#patterns => #numbers,)* }),
        at: quote! {
            match index {
                #(#made => ::core::option::Option::Some(Self::#variants),)*
                _ => ::core::option::Option::None,
            }
        },
        filler: variants.first().map_or_else(|| quote!(loop {}), |first| quote!(Self::#first)),
        labels: (TokenStream::new(), quote!(#count)),
        required: with_span(name.span(), quote!(#krate::records::require_category::<#asked>();)),
    }
}

/// Returns the implementation for a type that is no category, so that code that uses it has no second error.
fn broken(krate: &TokenStream, name: &Ident, generics: &Generics) -> TokenStream {
    if !generics.params.is_empty() {
        return TokenStream::new();
    }
    let never = quote!(loop {});
    let variants = Variants {
        names: Vec::new(),
        index: never.clone(),
        at: quote!({
            let _ = index;
            loop {}
        }),
        filler: never,
        labels: (quote!(<const CLASSES: usize>), quote!(CLASSES)),
        required: TokenStream::new(),
    };
    implementation(krate, name, &variants)
}

fn implementation(krate: &TokenStream, name: &Ident, variants: &Variants) -> TokenStream {
    let text = name.to_string();
    let Variants { names, index, at, filler, labels: (parameters, classes), required } = variants;
    // An enum without `Copy` or `Debug` is reported once, so the implementations require them only where they are used.
    let needs = quote!(where for<'late> #name: #krate::records::CategoryLate<'late>);
    quote! {
        #[allow(unused_qualifications, reason = "the user may have imported the same names")]
        const _: () = {
            #[automatically_derived]
            impl #krate::records::ClosedCategory for #name #needs {
                const NAMES: &'static [&'static str] = &[#(#names),*];

                fn index(self) -> usize {
                    #index
                }

                fn at(index: usize) -> ::core::option::Option<Self> {
                    #at
                }
            }

            #[automatically_derived]
            impl #krate::records::Cell for #name #needs {
                type Column = #krate::ndarray::ArcArray1<Self>;
                const NAME: &'static str = #text;
                const CATEGORIES: &'static [&'static str] = <Self as #krate::records::ClosedCategory>::NAMES;

                fn column(cells: ::std::vec::Vec<Self>) -> Self::Column {
                    ::core::convert::Into::into(cells)
                }

                fn read(text: &str) -> ::core::option::Option<Self> {
                    <Self as #krate::records::ClosedCategory>::named(text)
                }

                fn wanted() -> ::std::string::String {
                    <Self as #krate::records::ClosedCategory>::all()
                }

                fn write(&self, out: &mut dyn ::core::fmt::Write) -> ::core::fmt::Result {
                    let names = <Self as #krate::records::ClosedCategory>::NAMES;
                    let index = <Self as #krate::records::ClosedCategory>::index(*self);
                    out.write_str(names.get(index).copied().unwrap_or_default())
                }
            }

            #[automatically_derived]
            impl #krate::records::Plain for #name #needs {
                fn filler() -> Self {
                    #filler
                }
            }

            #[automatically_derived]
            impl #krate::steps::Label for #name #needs {
                fn class(self) -> ::core::option::Option<usize> {
                    ::core::option::Option::Some(<Self as #krate::records::ClosedCategory>::index(self))
                }
            }

            #[automatically_derived]
            impl #parameters #krate::steps::LabelOf<#classes> for #name #needs {}

            #[automatically_derived]
            impl #krate::step::InRows for #name #needs {
                type Rows = #krate::ndarray::ArcArray1<Self>;

                fn rows(rows: ::std::vec::Vec<Self>) -> Self::Rows {
                    ::core::convert::Into::into(rows)
                }
            }

            // A record with such a field has no mistake of its own.
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #krate::records::ACell for #name {}

            const _: () = {
                #[allow(unused_imports)]
                use #krate::records::NotACell as _;
                #required
            };

            #krate::__keyed_category! { #name }
        };
    }
}
