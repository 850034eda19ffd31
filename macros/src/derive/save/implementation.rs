//! The code of `impl Save`.
//!
//! Invariant: a field's type is required to be `Save` in one form only, `<Type as Save>`, at the user's type, because rustc
//! drops an error that equals an earlier one; and no name of the user is visible in the code except his types and paths.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Type, WherePredicate, parse_quote};

use super::super::input::Input;
use super::layout::{Form, Saved, VARIANT};
use super::options::TypeOptions;

/// The parameters of the trait's functions, which no token of the user can name.
struct Locals {
    out: Ident,
    state: Ident,
    value: Ident,
}

/// Returns the implementation for a type of these forms: one of a struct, or the variants of an enum.
pub(super) fn implementation(input: &Input<'_>, options: &TypeOptions, forms: &[Form<'_>]) -> TokenStream {
    let (krate, name) = (&input.krate, input.name);
    let (version, oldest) =
        (Literal::u32_unsuffixed(options.version), Literal::u32_unsuffixed(options.oldest));
    let locals = Locals { out: local("out"), state: local("state"), value: local("value") };
    let Locals { out, state, value } = &locals;
    let (saves, load) = (saves(krate, forms, &locals), load(krate, forms, &locals));
    let check = local("check");
    let checks = options.check.as_ref().map(|path| {
        let checked = quote!(let #check: fn(&Self) -> #krate::Result<()> = #path;);
        (quote!(#checked #check(self)?;), quote!(#checked #check(&#value)?;))
    });
    let (check_saved, check_loaded) = checks.unzip();
    let mut generics = input.generics.clone();
    let bounds: Vec<WherePredicate> =
        forms.iter().flat_map(|form| &form.fields).flat_map(|field| bounds(input, field)).collect();
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    let (parameters, arguments, conditions) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(unused_qualifications, reason = "the user may have imported the same names")]
        impl #parameters #krate::save::Save for #name #arguments #conditions {
            const VERSION: u32 = #version;
            const OLDEST: u32 = #oldest;

            fn save(&self, #out: &mut #krate::save::Writer<'_>) -> #krate::Result<()> {
                let _ = &#out;
                #check_saved
                #saves
                ::core::result::Result::Ok(())
            }

            fn load(#state: &mut #krate::save::Reader<'_>) -> #krate::Result<Self> {
                let _ = &#state;
                let #value = #load;
                #check_loaded
                ::core::result::Result::Ok(#value)
            }
        }
    }
}

/// Returns the statement that saves the value.
fn saves(krate: &TokenStream, forms: &[Form<'_>], locals: &Locals) -> TokenStream {
    let out = &locals.out;
    if forms.is_empty() {
        return quote!(match *self {});
    }
    let arms = forms.iter().map(|Form { variant, fields }| {
        let path = variant.map(|variant| quote!(::#variant));
        let saved = variant.map(|variant| {
            let text = text_of(variant);
            quote!(#krate::save::Writer::plain(#out, #VARIANT, #text)?;)
        });
        let (members, parts): (Vec<_>, Vec<_>) =
            fields.iter().enumerate().map(|(number, field)| (&field.member, part(number))).unzip();
        let statements = fields.iter().zip(&parts).map(|(field, part)| {
            let name = &field.name;
            match &field.options {
                None => quote!(let _ = #part;),
                Some(options) if options.plain => {
                    let plain = as_plain(krate, field.ty);
                    quote!(#plain::save_plain(#part, #name, #out)?;)
                }
                Some(_) => {
                    let part_of = as_save(krate, field.ty);
                    quote!(#part_of::save_field(#part, #name, #out)?;)
                }
            }
        });
        quote! {
            Self #path { #(#members: #parts),* } => {
                #saved
                #(#statements)*
            }
        }
    });
    quote!(match self { #(#arms)* })
}

/// Returns an expression that loads the value.
fn load(krate: &TokenStream, forms: &[Form<'_>], locals: &Locals) -> TokenStream {
    let state = &locals.state;
    let mut loaded = forms.iter().map(|Form { variant, fields }| {
        let path = variant.map(|variant| quote!(::#variant));
        let (members, parts): (Vec<_>, Vec<_>) =
            fields.iter().enumerate().map(|(number, field)| (&field.member, part(number))).unzip();
        let values = fields.iter().map(|field| load_field(krate, field, state));
        quote! {{
            #(let #parts = #values;)*
            Self #path { #(#members: #parts),* }
        }}
    });
    let variants: Vec<String> = forms.iter().filter_map(|form| form.variant.map(text_of)).collect();
    if variants.is_empty() && forms.len() == 1 {
        return loaded.next().unwrap_or_default();
    }
    let found = local("found");
    quote! {{
        let #found: ::std::string::String = #krate::save::Reader::plain(#state, #VARIANT)?;
        match ::std::string::String::as_str(&#found) {
            #(#variants => #loaded,)*
            _ => return ::core::result::Result::Err(#krate::plumbing::unknown_variant(&#found, &[#(#variants),*])),
        }
    }}
}

/// Returns an expression that loads a field.
fn load_field(krate: &TokenStream, field: &Saved<'_>, state: &Ident) -> TokenStream {
    let (ty, name) = (field.ty, &field.name);
    let Some(options) = &field.options else {
        // The code does not compile: an error was reported.
        return quote!(::core::result::Result::Err::<#ty, _>(#krate::Error::new(""))?);
    };
    let loaded = if options.plain {
        let plain = as_plain(krate, ty);
        quote!(#plain::load_plain(#name, #state)?)
    } else {
        let part = as_save(krate, ty);
        quote!(#part::load_field(#name, #state)?)
    };
    let Some(since) = options.since else { return loaded };
    let since = Literal::u32_unsuffixed(since);
    let before = options.default.as_ref().map_or_else(
        || quote_spanned!(ty.span()=> <#ty as ::core::default::Default>::default()),
        |value| {
            let default = local("default");
            quote!({ let #default: #ty = #value; #default })
        },
    );
    quote!(if #krate::save::Reader::version(#state) < #since { #before } else { #loaded })
}

/// Returns the bounds that a field with a generic type needs; rustc checks any other type itself.
fn bounds(input: &Input<'_>, field: &Saved<'_>) -> Vec<WherePredicate> {
    let (krate, ty) = (&input.krate, field.ty);
    let Some(options) = &field.options else { return Vec::new() };
    let mut bounds: Vec<WherePredicate> = Vec::new();
    if input.is_generic(ty) {
        let required =
            if options.plain { quote!(#krate::plumbing::PlainField) } else { quote!(#krate::save::Save) };
        if input.is_recursive(ty) {
            // A bound on a type that contains this one would require itself.
            let generic = input.generics.type_params().map(|parameter| &parameter.ident);
            bounds.extend(generic.map(|parameter| -> WherePredicate { parse_quote!(#parameter: #required) }));
        } else {
            bounds.push(parse_quote!(#ty: #required));
        }
        if options.since.is_some() && options.default.is_none() {
            bounds.push(parse_quote!(#ty: ::core::default::Default));
        }
    }
    bounds
}

/// Returns `<Type as Save>`.
fn as_save(krate: &TokenStream, ty: &Type) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as #krate::save::Save>)
}

/// Returns `<Type as PlainField>`.
fn as_plain(krate: &TokenStream, ty: &Type) -> TokenStream {
    quote_spanned!(ty.span()=> <#ty as #krate::plumbing::PlainField>)
}

/// Returns the variable of a field.
fn part(number: usize) -> Ident {
    local(&format!("part_{number}"))
}

/// Returns a variable that no token of the user can name. Its name is unusual, because a pattern of the name of a constant would
/// be that constant, wherever it comes from.
fn local(name: &str) -> Ident {
    format_ident!("__{name}", span = Span::mixed_site())
}

fn text_of(variant: &Ident) -> String {
    syn::ext::IdentExt::unraw(variant).to_string()
}
