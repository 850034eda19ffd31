//! A function as a step: the function itself, a struct of its hyperparameters, and the trait implementations.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{FnArg, GenericParam, Pat, Type};

use super::arguments::Arguments;
use super::axes::Axes;
use super::call::{self, Call, Owner};
use super::declare::{attributes_named, declare, saved, stateless};
use super::form;
use super::generics::{self, Owners};
use super::item::{self, Function, require_plain};
use super::mistakes::Mistakes;
use super::parameters::{self, Expected, Hyperparameter, Parameters};
use super::result::Returned;
use super::tokens::{local, refuse_rename};
use super::usable::reported_step;
use crate::beside;

/// Returns the function, the struct and the implementations.
pub(super) fn expand(
    arguments: &Arguments,
    function: &Function,
    item: &TokenStream,
    mistakes: &mut Mistakes,
) -> TokenStream {
    let signature = &function.signature;
    let receiver = signature.inputs.iter().find_map(|argument| match argument {
        FnArg::Receiver(receiver) => Some(receiver),
        FnArg::Typed(_) => None,
    });
    if let Some(receiver) = receiver {
        mistakes.in_block = true;
        // Inside an `impl` block no struct can be declared.
        mistakes.at(receiver, "a method is not a step: put `#[step(\"...\")]` on its `impl` block");
        // Where the function is no method, rustc has an error about its `self`.
        return if arguments.in_editor { original(function, &[], false) } else { TokenStream::new() };
    }
    require_plain(signature, mistakes);
    let (name, text, krate) = (&signature.ident, &arguments.signature, &arguments.krate);
    if text.is_none() && !arguments.signature_reported {
        mistakes.at_span(Span::call_site(), "a step needs a signature: `#[step(\"[n, d] -> [n, d]\")]`");
    }
    let axes = text.as_ref().and_then(|text| Axes::read(&text.value()));
    if axes.as_ref().is_some_and(|axes| axes.targets.is_some()) {
        mistakes.at(
            text,
            "a function cannot be fitted: for `fit(...)`, write an `impl` block with a method `fit`",
        );
    }
    arguments.require_kept_axes(axes.as_ref(), mistakes);
    require_used(function, axes.as_ref(), mistakes);
    let typed = item::parameters(signature);
    let expected = Expected {
        who: "the function",
        name,
        inputs: axes.as_ref().map(|axes| &axes.inputs[..]),
        targets: &[],
        hyperparameters: true,
        krate,
    };
    let mut parameters = Parameters::read(&typed, &expected, mistakes);
    parameters.complete &= parameters.require_inferred_types(&signature.generics, mistakes);
    let outputs = axes.as_ref().map(|axes| &axes.outputs[..]);
    let mut returned = Returned::read(&signature.output, name, outputs, krate, mistakes);
    let parameters_of = signature.generics.params.iter().cloned().collect::<Vec<_>>();
    let required = returned.value.require_flow(krate, &parameters_of);
    let struct_name = struct_name(arguments, name, mistakes);
    let place = arguments.name.as_ref().map_or_else(|| name.span(), Ident::span);
    if !arguments.in_editor && is_taken(name, &struct_name, place) {
        let message = format!(
            "the step of this function is a struct `{struct_name}`, but this module has another type of this name: give the step another name, `#[step(\"..\", name = ..)]`"
        );
        mistakes.at_span(place, message);
        // The type that has the name may be used as the step.
        let of_type = !beside::is_generic(place, &struct_name.to_string());
        let reported = of_type.then(|| reported_step(krate, &struct_name.to_token_stream()));
        let original = original(function, &[], false);
        return quote!(#original #reported);
    }
    // The name of the function is also that of the struct, in another case; a hyperparameter is a variable and a field.
    let names_both = arguments.in_editor && arguments.name.is_none();
    let fields = parameters.hyperparameters.iter_mut().filter(|_| arguments.in_editor);
    let fields: Vec<&Ident> = fields
        .map(|field| {
            refuse_rename(&mut field.name);
            &field.name
        })
        .collect();
    let mut original = original(function, &fields, names_both);
    if !arguments.in_editor
        && returned.value.edge.is_none()
        && misses_lifetime(&signature.output.to_token_stream())
    {
        // Without a lifetime, rustc would report the same type.
        let mut owned = function.clone();
        let unknown = mistakes.unknown_type(krate);
        owned.signature.output = syn::parse_quote!(-> #unknown);
        original = self::original(&owned, &fields, names_both);
    }
    let uses = field_uses(&fields, &function.body, &struct_name);

    let owners = Owners::split(&signature.generics, |parameter| match parameter {
        GenericParam::Const(_) => !parameters.is_inferred(parameter),
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
        after: parameters.hyperparameters.iter().map(field_argument).collect(),
        parameters: &parameters,
        returned: &returned,
        callable: !mistakes.any(),
        errors: mistakes.errors(),
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
    let identity = arguments.identity(item, name.span());
    let stateless = stateless(arguments, axes.as_ref(), &struct_name, &owners, (&identity, mistakes));
    quote! {
        #original
        #declared
        #cfgs #required
        #cfgs #stateless
        #cfgs #saved
        #transform
        #uses
    }
}

/// Whether another item beside the function declares a type with the name of its struct.
fn is_taken(function: &Ident, struct_name: &Ident, place: Span) -> bool {
    let (function, name) = (function.to_string(), struct_name.to_string());
    !beside::taken(&beside::Call::Step(&function), place, std::iter::once(name.as_str())).is_empty()
}

/// Returns a use of a field for each use of its parameter, so that an editor shows the documentation of the field there.
fn field_uses(fields: &[&Ident], body: &TokenStream, struct_name: &Ident) -> TokenStream {
    if fields.is_empty() {
        return TokenStream::new();
    }
    let mut uses = Vec::new();
    let mut open = vec![body.clone()];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Ident(word) if fields.contains(&&word) => uses.push(word),
                _ => {}
            }
        }
    }
    let (step, name) = (local("step"), Ident::new(&struct_name.to_string(), Span::call_site()));
    quote!(const _: () = { fn uses(#step: &#name) { #(let _ = &#step.#uses;)* } };)
}

/// Whether there is a reference without a lifetime.
fn misses_lifetime(ty: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = ty.clone().into_iter().collect();
    let is = |token: Option<&TokenTree>, char| matches!(token, Some(TokenTree::Punct(sign)) if sign.as_char() == char);
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => misses_lifetime(&group.stream()),
        token => is(Some(token), '&') && !is(tokens.get(at + 1), '\''),
    })
}

/// Reports constants of the function that occur neither in the signature nor in the function.
fn require_used(function: &Function, axes: Option<&Axes>, mistakes: &mut Mistakes) {
    let Some(axes) = axes else { return };
    let signature = &function.signature;
    let (inputs, output) = (&signature.inputs, &signature.output);
    let (conditions, body) = (&signature.generics.where_clause, &function.body);
    let code = quote!(#inputs #output #conditions #body);
    for constant in signature.generics.const_params() {
        let name = &constant.ident;
        let is_in_signature = axes.constants.iter().any(|known| name == known);
        if !is_in_signature && !generics::mentions(&code, name) {
            mistakes.at(
                name,
                format!("`{name}` is used neither in the signature nor in the function: leave it out"),
            );
        }
    }
}

/// Returns the function as written, without the attributes that only this macro understands.
///
/// The parameters `fields`, and the function if `names_both`, are two things of one name: an editor refuses to rename them.
fn original(function: &Function, fields: &[&Ident], names_both: bool) -> TokenStream {
    let Function { attributes, visibility, body, .. } = function;
    let mut signature = function.signature.clone();
    for argument in &mut signature.inputs {
        if let FnArg::Typed(parameter) = argument {
            parameters::strip(&mut parameter.attrs);
            if let Pat::Ident(name) = &mut *parameter.pat
                && fields.contains(&&name.ident)
            {
                // A variable in a pattern with two hygienes, `factor @ _`, is not renamed.
                refuse_rename(&mut name.ident);
                let at = syn::Token![@](Span::mixed_site());
                name.subpat = Some((at, Box::new(syn::parse_quote!(_))));
            }
        }
    }
    if names_both {
        refuse_rename(&mut signature.ident);
    }
    let allowed = call::allowed();
    quote!(#(#attributes)* #allowed #visibility #signature #body)
}

/// Returns the struct's name, `ColumnSums` for `column_sums`, with the span of the function's name.
fn struct_name(arguments: &Arguments, function: &Ident, mistakes: &mut Mistakes) -> Ident {
    if let Some(name) = &arguments.name {
        if name == function {
            mistakes.at(name, "the function already has this name: give the step another");
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
        mistakes.at(
            function,
            "the step needs another name than the function: `#[step(\"...\", name = ColumnSums)]`",
        );
        camel = format!("{camel}Step");
    }
    let mut name = Ident::new(&camel, function.span());
    if arguments.in_editor {
        refuse_rename(&mut name);
    }
    name
}

fn field_argument(field: &Hyperparameter) -> TokenStream {
    let mut name = field.name.clone();
    name.set_span(Span::call_site().located_at(name.span()));
    match form::bare(&field.ty) {
        Type::Reference(_) => quote!(&self.#name),
        _ => quote!(::core::clone::Clone::clone(&self.#name)),
    }
}
