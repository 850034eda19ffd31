//! The struct of a function's hyperparameters, and the traits that do not call the function.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Type};

use super::arguments::Arguments;
use super::axes::Axes;
use super::form;
use super::generics::{self, Owners};
use super::item::Function;
use super::mistakes::Mistakes;
use super::parameters::Hyperparameter;
use crate::saved::{Part, Saved, local};

/// Returns the struct and its `Default`.
pub(super) fn declare(
    arguments: &Arguments,
    function: &Function,
    name: &Ident,
    owners: &Owners,
    fields: &[Hyperparameter],
) -> TokenStream {
    let visibility = &function.visibility;
    let attributes = function
        .attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc") || attribute.path().is_ident("cfg"));
    let shapes = arguments.signature.as_ref().map(|text| {
        let line = format!("Signature: `{}`.", text.value());
        quote!(#[doc = ""] #[doc = #line])
    });
    let (declared, applied) = (owners.struct_declared(), owners.struct_arguments());
    let conditions = owners.struct_conditions();
    let clause = generics::clause(&conditions);
    let krate = &arguments.krate;
    if fields.is_empty() {
        return quote! {
            #(#attributes)*
            #shapes
            #[derive(
                ::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::default::Default,
                ::core::cmp::PartialEq, ::core::cmp::Eq, #krate::space::Hyperparameters,
            )]
            #[space(crate = #krate)]
            #visibility struct #name #declared;
        };
    }
    let cfgs = attributes_named(&function.attributes, "cfg");
    let members = fields.iter().map(|field| {
        let Hyperparameter { docs, name, space, .. } = field;
        let ty = field_type(field);
        let skipped = (space.is_empty() && !is_parameter(&ty)).then(|| quote!(#[space(skip)]));
        quote!(#(#docs)* #(#space)* #skipped #visibility #name: #ty,)
    });
    let values = fields.iter().map(|field| {
        let name = &field.name;
        let value = default(field);
        quote!(#name: #value,)
    });
    let of_types = fields.iter().filter(|field| field.default.is_none()).filter_map(|field| {
        let ty = field_type(field);
        let generic = generics::types(&owners.of_struct).any(|name| generics::mentions(&ty, name));
        generic.then(|| quote!(#ty: ::core::default::Default))
    });
    let default_clause = generics::clause(&conditions.iter().cloned().chain(of_types).collect::<Vec<_>>());
    quote! {
        #(#attributes)*
        #shapes
        #[derive(::core::fmt::Debug, ::core::clone::Clone, #krate::space::Hyperparameters)]
        #[space(crate = #krate)]
        #visibility struct #name #declared #clause {
            #(#members)*
        }

        #(#cfgs)*
        #[automatically_derived]
        impl #declared ::core::default::Default for #name #applied #default_clause {
            fn default() -> Self {
                Self { #(#values)* }
            }
        }
    }
}

/// Returns `impl Stateless`.
pub(super) fn stateless(
    arguments: &Arguments,
    axes: Option<&Axes>,
    name: &Ident,
    owners: &Owners,
    (identity, mistakes): (&TokenStream, &Mistakes),
) -> TokenStream {
    let krate = &arguments.krate;
    let constants = axes.map(|axes| &axes.constants[..]).unwrap_or_default();
    let signature = arguments.signature_value(constants, &TokenStream::new(), mistakes);
    let (rowwise, columnwise) = (arguments.rowwise.is_some(), arguments.columnwise.is_some());
    let (declared, applied) = (owners.struct_declared(), owners.struct_arguments());
    let mut conditions = owners.struct_conditions();
    conditions.extend(owners.struct_values(krate));
    let clause = generics::clause(&conditions);
    quote! {
        #[automatically_derived]
        impl #declared #krate::step::Stateless for #name #applied #clause {
            const SIGNATURE: #krate::shape::Signature = #signature;
            const ROWWISE: bool = #rowwise;
            const COLUMNWISE: bool = #columnwise;
            #identity
        }
    }
}

/// Whether values of this type can be set by text and by a search, as far as its name tells. `#[space(..)]` says it of others.
fn is_parameter(ty: &TokenStream) -> bool {
    const NAMES: [&str; 14] = [
        "bool", "f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize",
        "String",
    ];
    // `::std::string::String` is what a `&str` becomes.
    let text = ty.to_string().replace(' ', "");
    NAMES.contains(&text.rsplit("::").next().unwrap_or_default()) && !text.contains('<')
}

/// Returns the type of a hyperparameter's field: the struct owns what the function borrows.
fn field_type(field: &Hyperparameter) -> TokenStream {
    match form::bare(&field.ty) {
        Type::Reference(reference) => form::owned(form::bare(&reference.elem), true),
        ty => ty.to_token_stream(),
    }
}

fn default(field: &Hyperparameter) -> TokenStream {
    let ty = field_type(field);
    match (&field.default, form::bare(&field.ty)) {
        // A string literal for a `String`, an array for a `Vec`.
        (Some(value), Type::Reference(reference)) if form::is_unsized(&reference.elem) => {
            quote_spanned!(field.ty.span()=> <#ty>::from(#value))
        }
        (Some(value), _) => value.clone(),
        (None, _) => quote_spanned!(field.ty.span()=> <#ty as ::core::default::Default>::default()),
    }
}

/// Returns `impl Save`: the state of a stateless step is its hyperparameters.
pub(super) fn saved(
    arguments: &Arguments,
    name: &Ident,
    owners: &Owners,
    hyperparameters: &[Hyperparameter],
) -> TokenStream {
    let parts =
        hyperparameters.iter().map(|field| Part { path: vec![field.name.clone()], ty: field_type(field) });
    let saved = Saved {
        krate: &arguments.krate,
        name,
        generics: (owners.struct_declared(), owners.struct_arguments()),
        conditions: owners.struct_conditions(),
        parts: parts.collect(),
        version: 1,
    };
    let fields = hyperparameters.iter().enumerate().map(|(number, field)| {
        let (name, part) = (&field.name, local(number));
        quote!(#name: #part,)
    });
    saved.implementation(&quote!(Self { #(#fields)* }))
}

/// Returns the attributes of this name.
pub(super) fn attributes_named<'a>(
    attributes: &'a [Attribute],
    name: &'static str,
) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}
