//! A struct: each field is a hyperparameter or a part with hyperparameters.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Field, Fields};

use super::frame::{Bodies, as_parameter, as_part, part_at, paths_of};
use super::input::{Input, Role, report};
use crate::diagnostic::Reports;

/// Returns the implementation for a struct with these fields.
pub(super) fn expand(input: &Input<'_>, fields: &Fields, reports: &mut Reports) -> TokenStream {
    if let Fields::Unnamed(unnamed) = fields {
        report(reports, unnamed, "a hyperparameter is set by its name: give the fields names");
        return TokenStream::new();
    }
    let krate = &input.krate;
    let mut bodies = Bodies::default();
    let (mut space, mut assignment, mut set) = (TokenStream::new(), TokenStream::new(), TokenStream::new());
    let mut identify = TokenStream::new();
    for field in fields {
        let role = Role::read(&field.attrs, &field.ty, reports);
        let Some(name) = &field.ident else { continue };
        if matches!(role, Role::Settable) && input.is_parameter(&field.ty) {
            // Without a word, the derive would be none for a step, and its hyperparameters would be missing without an error.
            let ty = field.ty.to_token_stream();
            let message = format!(
                "`{ty}` can be a step or a value: write `#[space(nested)]` before the field for a step, a distribution such as \
                 `#[space(uniform(0.0..=1.0))]` for a value, or `#[space(skip)]`"
            );
            report(reports, &field.ty, &message);
            continue;
        }
        // The field `r#type` has the path `type`.
        let text = syn::ext::IdentExt::unraw(name).to_string();
        let ty = &field.ty;
        match &role {
            Role::Ignored => {}
            Role::Skipped => {
                let unknown = format!("field `{text}` of `{}` has `#[space(skip)]`", input.name);
                identify.extend(quote!(identity.unknown(#unknown);));
            }
            Role::Nested => {
                let part = as_part(input, ty);
                bodies.bound(input, ty, "Hyperparameters");
                space.extend(quote_spanned!(ty.span()=> let space = space.nested(#text, #part::space())?;));
                assignment.extend(quote! {
                    assignment.extend(#part::assignment(&self.#name).under(#text));
                });
                identify.extend(quote! {
                    identity.part(#text, |identity| #part::identify(&self.#name, identity));
                });
                set.extend(quote! {
                    if let ::core::option::Option::Some(rest) = #krate::plumbing::below(path, #text) {
                        return #part::set(&mut self.#name, rest, value).map_err(|error| error.under(#text));
                    }
                });
                bodies.path_fields.push(path_field(field, &paths_of(input, ty)));
                bodies.path_values.push(part_at(input, ty, name, &text));
            }
            Role::Settable | Role::Searched(_) => {
                let parameter = as_parameter(input, ty);
                bodies.bound(input, ty, "Parameter");
                let distribution = distribution(input, &role);
                space.extend(quote! {
                    let space = #krate::plumbing::typed(
                        space,
                        #text,
                        #parameter::KIND,
                        |value| #parameter::from_value(value).map(::core::mem::drop),
                        #distribution,
                    )?;
                });
                assignment.extend(quote!(assignment.set(#text, #parameter::to_value(&self.#name));));
                identify.extend(quote!(identity.setting(#text, &#parameter::to_value(&self.#name));));
                set.extend(quote! {
                    if path == #text {
                        self.#name = #parameter::from_value(value).map_err(|error| error.under(#text))?;
                        return ::core::result::Result::Ok(());
                    }
                });
                bodies.path_fields.push(path_field(field, &quote!(#krate::space::Path<#ty>)));
                bodies.path_values.push(quote!(#name: path.field(#text).leaf()));
            }
        }
    }
    bodies.space = quote! {
        let space = #krate::space::Space::new();
        #space
        ::core::result::Result::Ok(space)
    };
    bodies.assignment = quote! {
        #[allow(unused_mut, reason = "there may be no field")]
        let mut assignment = #krate::space::Assignment::new();
        #assignment
        assignment
    };
    bodies.identify = identify;
    bodies.set = quote! {
        let _ = value;
        #set
        ::core::result::Result::Err(#krate::plumbing::unknown(path))
    };
    bodies.into_impl(input)
}

/// Returns the declared distribution, of type `Option<Result<Distribution>>`.
fn distribution(input: &Input<'_>, role: &Role) -> TokenStream {
    let krate = &input.krate;
    let Role::Searched(tokens) = role else { return quote!(::core::option::Option::None) };
    let declared =
        quote_spanned!(tokens.span()=> #krate::space::Declared::<#krate::space::Distribution>::declared);
    quote! {
        ::core::option::Option::Some({
            #[allow(unused_imports, reason = "a distribution may need none of them")]
            use #krate::space::declare::*;
            #declared(#tokens)
        })
    }
}

/// Returns the field of the typed paths, with the documentation and the span of the user's field.
fn path_field(field: &Field, ty: &TokenStream) -> TokenStream {
    let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let name = &field.ident;
    quote! {
        #(#docs)*
        pub #name: #ty
    }
}
