//! An enum: each variant is an arm, which holds nothing or one part with its own hyperparameters.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, Ident, Type, Variant};

use super::frame::{Bodies, as_part, part_at, paths_of};
use super::input::{Input, report, spaces};
use crate::diagnostic::Reports;
use crate::parse::snake_case;

struct Arm<'item> {
    variant: &'item Ident,
    name: String,
    part: Option<&'item Type>,
}

/// Returns the implementation for an enum with these variants.
pub(super) fn expand<'item>(
    input: &Input<'_>,
    variants: impl Iterator<Item = &'item Variant>,
    reports: &mut Reports,
) -> TokenStream {
    let count = reports.count();
    let arms: Vec<Arm<'_>> = variants.map(|variant| Arm::read(variant, reports)).collect();
    if arms.is_empty() {
        reports.at(input.name.span(), "a choice needs at least one variant");
    }
    if reports.count() > count {
        // Without one of its arms, the choice would have a different search space.
        return TokenStream::new();
    }
    if arms.iter().all(|arm| arm.part.is_none()) { names(input, &arms) } else { parts(input, &arms) }
}

impl<'item> Arm<'item> {
    fn read(variant: &'item Variant, reports: &mut Reports) -> Self {
        if let Some(attribute) = spaces(&variant.attrs).next() {
            report(reports, attribute, "`#[space(..)]` goes on fields: a variant is an arm of the choice");
        }
        let part = match &variant.fields {
            Fields::Unit => None,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                fields.unnamed.first().map(|field| &field.ty)
            }
            fields => {
                report(
                    reports,
                    fields,
                    "a variant holds nothing, or one value with hyperparameters, as in `Pca(Pca<8>)`: put the fields in a struct",
                );
                None
            }
        };
        let name = snake_case(&syn::ext::IdentExt::unraw(&variant.ident).to_string());
        if part.is_some() && name == "choice" {
            report(
                reports,
                &variant.ident,
                "`choice` is the path of the choice itself: give the variant another name",
            );
        }
        Self { variant: &variant.ident, name, part }
    }
}

/// Returns the implementation for an enum of names: one hyperparameter, which is also the value of a field without
/// `#[space(nested)]`.
fn names(input: &Input<'_>, arms: &[Arm<'_>]) -> TokenStream {
    let (krate, name) = (&input.krate, input.name);
    let (parameters, arguments, bounds) = input.generics.split_for_impl();
    let variants: Vec<&Ident> = arms.iter().map(|arm| arm.variant).collect();
    let texts: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let bodies = Bodies {
        space: quote! {
            #krate::space::Space::new().choice("", [#((#texts, #krate::space::Space::new())),*])
        },
        assignment: quote! {
            #krate::space::Assignment::new().with("", #krate::space::Parameter::to_value(self))
        },
        identify: quote!(identity.setting("", &#krate::space::Parameter::to_value(self));),
        set: quote! {
            if !path.is_empty() {
                return ::core::result::Result::Err(#krate::plumbing::unknown(path));
            }
            *self = #krate::space::Parameter::from_value(value)?;
            ::core::result::Result::Ok(())
        },
        ..Bodies::default()
    };
    let paths = quote!(#krate::space::Path<Self>);
    let implementation = bodies.implementation(input, &paths, &quote!(path.clone().leaf()));
    quote! {
        #[automatically_derived]
        impl #parameters #krate::space::Parameter for #name #arguments #bounds {
            const KIND: #krate::space::Kind = #krate::space::Kind::Text;

            fn to_value(&self) -> #krate::space::Value {
                #krate::space::Value::from(match self { #(Self::#variants => #texts),* })
            }

            fn from_value(value: &#krate::space::Value) -> #krate::Result<Self> {
                match value {
                    #(#krate::space::Value::Text(text) if text == #texts => {
                        ::core::result::Result::Ok(Self::#variants)
                    })*
                    other => ::core::result::Result::Err(
                        #krate::plumbing::no_variant(other, &[#(#texts),*])
                    ),
                }
            }
        }

        #implementation
    }
}

/// Returns the implementation for an enum with parts: a choice, and the hyperparameters of each arm.
fn parts(input: &Input<'_>, arms: &[Arm<'_>]) -> TokenStream {
    let krate = &input.krate;
    let mut bodies = Bodies::default();
    let (mut spaces, mut values, mut chosen, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut identities = Vec::new();
    let texts: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    bodies.path_fields.push(quote! {
        /// Which arm is chosen.
        pub choice: #krate::space::Path<::std::string::String>
    });
    bodies.path_values.push(quote!(choice: path.clone().leaf()));
    for Arm { variant, name: text, part } in arms {
        let Some(ty) = part else {
            spaces.push(quote!((#text, #krate::space::Space::new())));
            values.push(quote!(Self::#variant => #krate::space::Assignment::new().with("", #text)));
            identities.push(quote!(Self::#variant => identity.text(#text)));
            chosen.push(quote!(#krate::space::Value::Text(text) if text == #text => *self = Self::#variant));
            continue;
        };
        let part = as_part(input, ty);
        bodies.bound(input, ty, "Hyperparameters");
        spaces.push(quote!((#text, #part::space().map_err(|error| error.under(#text))?)));
        values.push(quote!(Self::#variant(part) => #part::assignment(part).under(#text).with("", #text)));
        identities.push(
            quote!(Self::#variant(part) => identity.part(#text, |identity| #part::identify(part, identity))),
        );
        chosen.push(quote! {
            #krate::space::Value::Text(text) if text == #text => {
                // The arm that is already chosen keeps its values.
                if !::core::matches!(self, Self::#variant(_)) {
                    *self = Self::#variant(::core::default::Default::default());
                }
            }
        });
        below.push(quote! {
            if let ::core::option::Option::Some(rest) = #krate::plumbing::below(path, #text) {
                #[allow(unreachable_patterns, reason = "there may be one arm only")]
                return match self {
                    Self::#variant(part) => #part::set(part, rest, value).map_err(|error| error.under(#text)),
                    _ => ::core::result::Result::Err(#krate::plumbing::not_chosen(path)),
                };
            }
        });
        let field = Ident::new(text, variant.span());
        let paths = paths_of(input, ty);
        bodies.path_fields.push(quote!(#[doc = #text] pub #field: #paths));
        bodies.path_values.push(part_at(input, ty, &field, text));
    }
    bodies.space = quote!(#krate::space::Space::new().choice("", [#(#spaces),*]));
    bodies.assignment = quote!(match self { #(#values),* });
    bodies.identify = quote!(match self { #(#identities),* });
    bodies.set = quote! {
        if path.is_empty() {
            match value {
                #(#chosen,)*
                other => {
                    return ::core::result::Result::Err(#krate::plumbing::no_variant(other, &[#(#texts),*]));
                }
            }
            return ::core::result::Result::Ok(());
        }
        #(#below)*
        ::core::result::Result::Err(#krate::plumbing::unknown(path))
    };
    bodies.into_impl(input)
}
