//! The code that passes the edges' values to the user's function, and its result to the edge.
//!
//! Invariant: the type of a value on the edge follows from the parameter's type alone, so the macro knows `X`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::axes::Bracket;
use super::failure;
use super::form::{Hold, Several};
use super::generics::{self, Owners};
use super::parameters::{Input, Parameters};
use super::result::Returned;
use super::tokens::local;
use crate::emit::with_span;

/// A call of the user's function.
pub(super) struct Call<'a> {
    pub(super) krate: &'a TokenStream,
    /// `column_sums::<K>`, `Self::transform`
    pub(super) function: TokenStream,
    /// The arguments before the inputs: `self`.
    pub(super) before: Vec<TokenStream>,
    /// The arguments after them: the hyperparameters.
    pub(super) after: Vec<TokenStream>,
    pub(super) parameters: &'a Parameters,
    pub(super) returned: &'a Returned,
    /// There is no error, so rustc accepts the call.
    pub(super) callable: bool,
    /// An expression that reports the errors again, which rustc reports once.
    pub(super) errors: TokenStream,
}

/// The type that the trait is implemented for.
pub(super) struct Owner<'a> {
    pub(super) ty: TokenStream,
    pub(super) generics: &'a Owners,
    /// Conditions in addition to the user's.
    pub(super) conditions: Vec<TokenStream>,
    /// `#[cfg(..)]`
    pub(super) attributes: TokenStream,
}

impl Call<'_> {
    /// Returns `impl Transform<X> for ..`.
    pub(super) fn transform(&self, owner: &Owner<'_>) -> TokenStream {
        let krate = self.krate;
        let (Some(x), Some(out), true) =
            (edges(&self.parameters.inputs), &self.returned.value.edge, self.parameters.complete)
        else {
            return poisoned(krate, owner, &self.errors);
        };
        let Owner { ty, generics, attributes, .. } = owner;
        let declared = generics.declared(&lengths(&self.parameters.inputs));
        let clause = generics::clause(&self.conditions(owner));
        let body = self.body();
        let (value, run, context) = (local("x"), local("run"), local("context"));
        let methods = if self.parameters.context {
            quote! {
                fn transform(&self, #value: #x) -> #krate::Result<Self::Out> {
                    let #run = #krate::step::Run::new();
                    let #context = #krate::step::Context::root(&#run, "", #krate::Phase::Predict);
                    #krate::step::Transform::transform_with(self, #value, &#context)
                }

                fn transform_with(&self, #value: #x, #context: &#krate::step::Context<'_>) -> #krate::Result<Self::Out> {
                    #body
                }
            }
        } else {
            quote! {
                fn transform(&self, #value: #x) -> #krate::Result<Self::Out> {
                    #body
                }
            }
        };
        quote! {
            #attributes
            #[automatically_derived]
            impl #declared #krate::step::Transform<#x> for #ty #clause {
                type Out = #out;
                #methods
            }
        }
    }

    /// Returns `impl Fit<X, Y> for ..`.
    pub(super) fn fit(&self, owner: &Owner<'_>) -> TokenStream {
        let krate = self.krate;
        let (Some(x), true) = (edges(&self.parameters.inputs), self.parameters.complete) else {
            return TokenStream::new();
        };
        let y = edges(&self.parameters.targets).unwrap_or_else(|| quote!(()));
        let Owner { ty, generics, attributes, .. } = owner;
        let mut several = lengths(&self.parameters.inputs);
        several.extend(lengths(&self.parameters.targets));
        let declared = generics.declared(&several);
        let clause = generics::clause(&self.conditions(owner));
        let body = self.body();
        let y_name =
            if self.parameters.targets.is_empty() { quote!(_) } else { local("y").into_token_stream() };
        let context = if self.parameters.context { local("context").into_token_stream() } else { quote!(_) };
        let x_name = local("x");
        // rustc reports here a fitted step of unknown type that does not transform the inputs.
        let contract = with_span(self.returned.place, quote!(#krate::step::Fit<#x, #y>));
        quote! {
            #attributes
            #[automatically_derived]
            impl #declared #contract for #ty #clause {
                fn fit(
                    &self,
                    #x_name: #x,
                    #y_name: #y,
                    #context: &#krate::step::Context<'_>,
                ) -> #krate::Result<<Self as #krate::step::Step>::Fitted> {
                    #body
                }
            }
        }
    }

    /// Returns the condition that the fitted step transforms the inputs, which rustc checks only where `Fit` is used, and the statement
    /// that reports one that does not. `None` if the type of the inputs is not known.
    pub(super) fn fitted_transform(&self, fitted: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        let (krate, inputs) = (self.krate, &self.parameters.inputs);
        let x = edges(inputs).filter(|_| self.callable && lengths(inputs).is_empty())?;
        let late = quote!(for<'late> #fitted: #krate::diagnostics::TransformsInputs<'late, #x>);
        let question = quote!(#krate::diagnostics::require_transform::<#fitted, #x>());
        let asked = with_span(self.returned.place, question);
        Some((late, quote!(#asked;)))
    }

    /// Returns the statement that compares the number of axes of what the fitted step returns with the signature of the step.
    pub(super) fn fitted_rank(
        &self,
        owner: &TokenStream,
        fitted: &TokenStream,
        output: &Bracket,
    ) -> TokenStream {
        let (krate, place) = (self.krate, self.returned.place);
        let (Some(x), Some(wanted), true) = (edges(&self.parameters.inputs), output.fixed(), self.callable)
        else {
            return TokenStream::new();
        };
        let message = format!(
            "the signature has {} ({}), but `transform` of `{}` returns an array with another number of axes",
            output.text,
            output.axes(),
            shown(fitted)
        );
        let rank = quote!(<#krate::plumbing::RankOf<Given>>::VALUE);
        let required = with_span(place, quote!(#krate::plumbing::require_rank(#rank, #wanted, #message)));
        quote! {
            let _: [(); {
                #[allow(unused_imports)]
                use #krate::plumbing::{NoRank as _, Otherwise as _};
                type Given = <#krate::plumbing::ShapesOk<{ <#krate::plumbing::Accepts<#fitted, #x>>::VALUE }> as #krate::plumbing::Gives<#owner, #x>>::Out;
                #required;
                0
            }];
        }
    }

    /// Returns the user's conditions, and `Value` for the generic types of values on edges.
    fn conditions(&self, owner: &Owner<'_>) -> Vec<TokenStream> {
        let krate = self.krate;
        let inputs = self.parameters.inputs.iter().chain(&self.parameters.targets);
        let edges =
            inputs.filter_map(|input| input.form.edge.clone()).chain(self.returned.value.edge.clone());
        let edges: TokenStream = edges.collect();
        let mut conditions: Vec<_> =
            owner.generics.conditions.iter().map(ToTokens::to_token_stream).collect();
        let on_edges = owner.generics.types().filter(|name| generics::mentions(&edges, name));
        conditions.extend(on_edges.map(|name| quote!(#name: #krate::step::Value)));
        conditions.extend(owner.conditions.iter().cloned());
        conditions
    }

    fn body(&self) -> TokenStream {
        let Self { krate, function, before, after, .. } = self;
        if !self.callable {
            return quote!(::core::unreachable!());
        }
        let (bind_x, x) = take(&self.parameters.inputs, "x");
        let (bind_y, y) = take(&self.parameters.targets, "y");
        let context = self.parameters.context.then(|| local("context").into_token_stream());
        let arguments = before.iter().chain(&x).chain(&y).chain(after).chain(&context);
        let call = quote!(#function(#(#arguments),*));
        let result = if self.returned.fallible {
            let (value, error) = (local("value"), local("error"));
            let converted = self.returned.value.convert(&value.to_token_stream());
            let failed = failure::convert(krate, &error, self.returned.place);
            quote! {
                match #call {
                    ::core::result::Result::Ok(#value) => ::core::result::Result::Ok(#converted),
                    ::core::result::Result::Err(#error) => ::core::result::Result::Err(#failed),
                }
            }
        } else {
            let value = self.returned.value.convert(&call);
            quote!(::core::result::Result::Ok(#value))
        };
        quote!(#bind_x #bind_y #result)
    }
}

/// Returns a type as a user writes it.
fn shown(ty: &TokenStream) -> String {
    ty.to_string().replace(" :: ", "::").replace(" < ", "<").replace(" >", ">").replace(" ,", ",")
}

/// Allows a clippy lint on the user's item: whether a parameter is owned or borrowed determines how a value is passed.
pub(super) fn allowed() -> TokenStream {
    quote!(#[allow(clippy::needless_pass_by_value, reason = "`#[step]` reads from it how to pass a value")])
}

/// Returns the type of all values: of the one value, or a tuple.
fn edges(inputs: &[Input]) -> Option<TokenStream> {
    let edges = inputs.iter().map(|input| {
        let edge = input.form.edge.as_ref()?;
        Some(match &input.several {
            None => edge.clone(),
            Some(Several::Array(length)) => quote!([#edge; #length]),
            Some(_) => quote!([#edge; __COUNT]),
        })
    });
    let edges = edges.collect::<Option<Vec<_>>>()?;
    match &edges[..] {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(quote!((#(#many),*))),
    }
}

/// Returns a parameter for the number of values, if the user has no name for it.
fn lengths(inputs: &[Input]) -> Vec<TokenStream> {
    let unnamed = inputs.iter().filter(|input| matches!(input.several, Some(Several::Slice | Several::Vec)));
    unnamed.map(|_| quote!(const __COUNT: usize)).take(1).collect()
}

/// Returns the statements that unpack the values, and an argument for each parameter.
fn take(inputs: &[Input], whole: &str) -> (TokenStream, Vec<TokenStream>) {
    let first = local(whole);
    let names: Vec<Ident> = match inputs.len() {
        1 => vec![first.clone()],
        many => (0..many).map(|index| local(&format!("{whole}{index}"))).collect(),
    };
    let mut bind = if inputs.len() > 1 { quote!(let (#(#names),*) = #first;) } else { TokenStream::new() };
    let arguments = inputs.iter().zip(&names).map(|(input, name)| {
        let Some(several) = &input.several else { return input.form.pass(name, input.span) };
        let (part, all) = (local("part"), local("parts"));
        let passed = input.form.pass(&part, input.span);
        let parts = match input.form.hold {
            Hold::View => quote!(#name.each_ref().map(|#part| #passed)),
            Hold::Owned => quote!(#name.map(|#part| #passed)),
            Hold::Shared | Hold::Plain => quote!(#name),
            Hold::SharedRef | Hold::PlainRef => quote!(#name.each_ref()),
        };
        match several {
            Several::Array(_) => parts,
            Several::Vec => quote!(::std::vec::Vec::from(#parts)),
            Several::Slice => {
                bind.extend(quote!(let #all = #parts;));
                quote!(&#all)
            }
        }
    });
    let arguments = arguments.collect();
    (bind, arguments)
}

/// Returns `impl Transform` for a step with an error: it accepts every input and returns poison, so that no second error is
/// reported.
pub(super) fn poisoned(krate: &TokenStream, owner: &Owner<'_>, errors: &TokenStream) -> TokenStream {
    let Owner { ty, generics, attributes, .. } = owner;
    let parameters = &generics.of_struct;
    let mut conditions = generics.struct_conditions();
    conditions.extend(owner.conditions.iter().cloned());
    let clause = generics::clause(&conditions);
    quote! {
        #attributes
        #[automatically_derived]
        impl<#(#parameters,)* __X> #krate::step::Transform<__X> for #ty #clause {
            type Out = <[(); { #errors 0 }] as #krate::plumbing::TypeIfRight<#krate::plumbing::Poison>>::Type;

            fn transform(&self, _: __X) -> #krate::Result<Self::Out> {
                ::core::unreachable!()
            }
        }
    }
}
