//! A function as a step: the function itself, a struct of its hyperparameters, and the traits.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericParam, PatType, Safety, Signature, Type};

use super::arguments::Arguments;
use super::axes::Axes;
use super::call::{self, Call, Owner};
use super::form;
use super::generics::{self, Owners};
use super::item::Function;
use super::mistakes::Mistakes;
use super::parameters::{self, Expected, Hyperparameter, Parameters};
use super::result::Given;
use crate::saved::{Part, Saved, local};

/// The function, the struct and the implementations.
pub(super) fn expand(arguments: &Arguments, function: &Function, mistakes: &mut Mistakes) -> TokenStream {
    let original = original(function);
    let signature = &function.signature;
    let receiver = signature.inputs.iter().find_map(|argument| match argument {
        FnArg::Receiver(receiver) => Some(receiver),
        FnArg::Typed(_) => None,
    });
    if let Some(receiver) = receiver {
        mistakes.in_block = true;
        // A struct cannot stand where a method stands: there is nothing more to write.
        mistakes.at(receiver, "a method is no step by itself: put `#[step(\"...\")]` on its `impl` block");
        return original;
    }
    require_plain(signature, mistakes);
    let (name, text, krate) = (&signature.ident, &arguments.signature, &arguments.krate);
    if text.is_none() && !arguments.signature_reported {
        mistakes.at_span(
            Span::call_site(),
            "a function needs its signature to be a step: `#[step(\"[n, d] -> [n, d]\")]`",
        );
    }
    let axes = text.as_ref().and_then(|text| Axes::read(&text.value()));
    if axes.as_ref().is_some_and(|axes| axes.targets.is_some()) {
        mistakes.at(text, "a function does not learn: `fit(...)` needs an `impl` block with a method `fit`");
    }
    let typed: Vec<&PatType> = signature.inputs.iter().filter_map(typed).collect();
    let expected = Expected {
        who: "the function",
        name,
        inputs: axes.as_ref().map(|axes| &axes.inputs[..]),
        targets: &[],
        hyperparameters: true,
        krate,
    };
    let mut parameters = Parameters::read(&typed, &expected, mistakes);
    parameters.complete &= parameters.require_told_types(&signature.generics, mistakes);
    let outputs = axes.as_ref().map(|axes| &axes.outputs[..]);
    let given = Given::read(&signature.output, name, outputs, krate, mistakes);
    let struct_name = struct_name(arguments, name, mistakes);

    let owners = Owners::split(&signature.generics, |parameter| match parameter {
        GenericParam::Const(_) => !parameters.is_told(parameter),
        GenericParam::Type(ty) => parameters
            .hyperparameters
            .iter()
            .any(|field| generics::mentions(&field.ty.to_token_stream(), &ty.ident)),
        GenericParam::Lifetime(_) => false,
    });
    let cfgs: TokenStream =
        attributes_named(&function.attributes, "cfg").map(ToTokens::to_token_stream).collect();
    let struct_arguments = owners.struct_arguments();
    let turbofish = Owners::turbofish(&signature.generics);
    let call = Call {
        krate,
        function: quote!(#name #turbofish),
        before: Vec::new(),
        after: parameters.hyperparameters.iter().map(hand_field).collect(),
        parameters: &parameters,
        given: &given,
        callable: !mistakes.any(),
    };
    let owner = Owner {
        ty: quote!(#struct_name #struct_arguments),
        generics: &owners,
        conditions: owners.struct_values(krate),
        attributes: cfgs.clone(),
    };
    let transform = call.transform(&owner);
    let declared = declare(arguments, function, &struct_name, &owners, &parameters.hyperparameters);
    let saved = saved(arguments, &struct_name, &owners, &parameters.hyperparameters);
    let stateless = stateless(arguments, axes.as_ref(), &struct_name, &owners, mistakes.any());
    let syntax = arguments.syntax_check();
    quote! {
        #original
        #declared
        #cfgs #syntax
        #cfgs #stateless
        #cfgs #saved
        #transform
    }
}

/// `Save`: the state of a stateless step is its hyperparameters.
fn saved(
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

/// The function as it was written, without the attributes that only this macro understands.
fn original(function: &Function) -> TokenStream {
    let Function { attributes, visibility, body, .. } = function;
    let mut signature = function.signature.clone();
    for argument in &mut signature.inputs {
        if let FnArg::Typed(parameter) = argument {
            parameters::strip(&mut parameter.attrs);
        }
    }
    let allowed = call::allowed();
    quote!(#(#attributes)* #allowed #visibility #signature #body)
}

/// Requires that safe code can call the function and go on with what it returns.
pub(super) fn require_plain(signature: &Signature, mistakes: &mut Mistakes) {
    let Signature { asyncness, safety, abi, variadic, .. } = signature;
    if let Some(word) = asyncness {
        mistakes.at(word, "a step computes: it cannot be `async`");
    }
    if let Safety::Unsafe(word) = safety {
        mistakes.at(word, "a step is called by safe code: it cannot be `unsafe`");
    }
    if let Some(abi) = abi {
        mistakes.at(abi, "a step is a Rust function: it has no `extern`");
    }
    if let Some(variadic) = variadic {
        mistakes.at(variadic, "a step has a fixed number of parameters");
    }
}

/// `column_sums` becomes `ColumnSums`, at the place where the function has its name.
fn struct_name(arguments: &Arguments, function: &Ident, mistakes: &mut Mistakes) -> Ident {
    if let Some(name) = &arguments.name {
        if name == function {
            mistakes.at(name, "the function has this name already");
        }
        return name.clone();
    }
    let text = function.to_string();
    let mut camel = String::new();
    for word in text.trim_start_matches("r#").split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    let usable = syn::parse_str::<Ident>(&camel).is_ok();
    if !usable || camel == text {
        mistakes.at(function, "the step needs a name of its own: `#[step(\"...\", name = ColumnSums)]`");
        camel = format!("{camel}Step");
    }
    Ident::new(&camel, function.span())
}

/// The struct and its `Default`.
fn declare(
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
        let line = format!("Takes and gives `{}`.", text.value());
        quote!(#[doc = ""] #[doc = #line])
    });
    let (declared, given) = (owners.struct_declared(), owners.struct_arguments());
    let conditions = owners.struct_conditions();
    let clause = generics::clause(&conditions);
    if fields.is_empty() {
        return quote! {
            #(#attributes)*
            #shapes
            #[derive(
                ::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy, ::core::default::Default,
                ::core::cmp::PartialEq, ::core::cmp::Eq,
            )]
            #visibility struct #name #declared;
        };
    }
    let cfgs = attributes_named(&function.attributes, "cfg");
    let members = fields.iter().map(|field| {
        let Hyperparameter { docs, name, .. } = field;
        let ty = field_type(field);
        quote!(#(#docs)* #visibility #name: #ty,)
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
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #visibility struct #name #declared #clause {
            #(#members)*
        }

        #(#cfgs)*
        #[automatically_derived]
        impl #declared ::core::default::Default for #name #given #default_clause {
            fn default() -> Self {
                Self { #(#values)* }
            }
        }
    }
}

fn stateless(
    arguments: &Arguments,
    axes: Option<&Axes>,
    name: &Ident,
    owners: &Owners,
    poisoned: bool,
) -> TokenStream {
    let krate = &arguments.krate;
    let constants = axes.map(|axes| &axes.constants[..]).unwrap_or_default();
    let signature = arguments.signature_value(constants, poisoned);
    let rowwise = arguments.rowwise.is_some();
    let (declared, given) = (owners.struct_declared(), owners.struct_arguments());
    let mut conditions = owners.struct_conditions();
    conditions.extend(owners.struct_values(krate));
    let clause = generics::clause(&conditions);
    quote! {
        #[automatically_derived]
        impl #declared #krate::step::Stateless for #name #given #clause {
            const SIGNATURE: #krate::shape::Signature = #signature;
            const ROWWISE: bool = #rowwise;
        }
    }
}

/// The type of the field that holds a hyperparameter: what the function borrows, the struct owns.
fn field_type(field: &Hyperparameter) -> TokenStream {
    match form::bare(&field.ty) {
        Type::Reference(reference) => form::owned(form::bare(&reference.elem), true),
        ty => ty.to_token_stream(),
    }
}

fn default(field: &Hyperparameter) -> TokenStream {
    let ty = field_type(field);
    match (&field.default, form::bare(&field.ty)) {
        // A text for a `String`, an array for a `Vec`.
        (Some(value), Type::Reference(reference)) if form::is_unsized(&reference.elem) => {
            quote_spanned!(field.ty.span()=> <#ty>::from(#value))
        }
        (Some(value), _) => value.clone(),
        (None, _) => quote_spanned!(field.ty.span()=> <#ty as ::core::default::Default>::default()),
    }
}

fn hand_field(field: &Hyperparameter) -> TokenStream {
    let mut name = field.name.clone();
    name.set_span(Span::call_site().located_at(name.span()));
    match form::bare(&field.ty) {
        Type::Reference(_) => quote!(&self.#name),
        _ => quote!(::core::clone::Clone::clone(&self.#name)),
    }
}

fn typed(argument: &FnArg) -> Option<&PatType> {
    match argument {
        FnArg::Typed(parameter) => Some(parameter),
        FnArg::Receiver(_) => None,
    }
}

fn attributes_named<'a>(
    attributes: &'a [Attribute],
    name: &'static str,
) -> impl Iterator<Item = &'a Attribute> {
    attributes.iter().filter(move |attribute| attribute.path().is_ident(name))
}
