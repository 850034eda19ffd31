//! The code that hands the edges' values to the user's function and takes what it gives.
//!
//! Invariant: a value's type on the edge is told by the parameter's type alone, so `X` is known without rustc.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::failure;
use super::form::{Hold, Several};
use super::generics::{self, Owners};
use super::parameters::{Input, Parameters};
use super::result::Given;

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
    pub(super) given: &'a Given,
    /// The function is one that safe code can call.
    pub(super) callable: bool,
}

/// The type that is being given an implementation.
pub(super) struct Owner<'a> {
    pub(super) ty: TokenStream,
    pub(super) generics: &'a Owners,
    /// Conditions beside the user's.
    pub(super) conditions: Vec<TokenStream>,
    /// `#[cfg(..)]`
    pub(super) attributes: TokenStream,
}

impl Call<'_> {
    /// `impl Transform<X> for ..`
    pub(super) fn transform(&self, owner: &Owner<'_>) -> TokenStream {
        let krate = self.krate;
        let (Some(x), Some(out), true) =
            (edges(&self.parameters.inputs), &self.given.value.edge, self.parameters.complete)
        else {
            return poisoned(krate, owner);
        };
        let Owner { ty, generics, attributes, .. } = owner;
        let declared = generics.declared(&lengths(&self.parameters.inputs));
        let clause = generics::clause(&self.conditions(owner));
        let body = self.body();
        let methods = if self.parameters.context {
            quote! {
                fn transform(&self, x: #x) -> #krate::Result<Self::Out> {
                    let run = #krate::step::Run::new();
                    let context = #krate::step::Context::root(&run, "", #krate::Phase::Predict);
                    #krate::step::Transform::transform_with(self, x, &context)
                }

                fn transform_with(&self, x: #x, context: &#krate::step::Context<'_>) -> #krate::Result<Self::Out> {
                    #body
                }
            }
        } else {
            quote! {
                fn transform(&self, x: #x) -> #krate::Result<Self::Out> {
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

    /// `impl Fit<X, Y> for ..`
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
        let y_name = if self.parameters.targets.is_empty() { quote!(_) } else { quote!(y) };
        let context = if self.parameters.context { quote!(context) } else { quote!(_) };
        quote! {
            #attributes
            #[automatically_derived]
            impl #declared #krate::step::Fit<#x, #y> for #ty #clause {
                fn fit(
                    &self,
                    x: #x,
                    #y_name: #y,
                    #context: &#krate::step::Context<'_>,
                ) -> #krate::Result<<Self as #krate::step::Step>::Fitted> {
                    #body
                }
            }
        }
    }

    /// The user's conditions, and that what flows on an edge can be cloned, sent to another thread and kept.
    fn conditions(&self, owner: &Owner<'_>) -> Vec<TokenStream> {
        let krate = self.krate;
        let inputs = self.parameters.inputs.iter().chain(&self.parameters.targets);
        let edges = inputs.filter_map(|input| input.form.edge.clone()).chain(self.given.value.edge.clone());
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
        let context = self.parameters.context.then(|| quote!(context));
        let arguments = before.iter().chain(&x).chain(&y).chain(after).chain(&context);
        let call = quote!(#function(#(#arguments),*));
        let result = if self.given.fallible {
            let value = self.given.value.convert(&quote!(value));
            let error = failure::convert(krate);
            quote! {
                match #call {
                    ::core::result::Result::Ok(value) => ::core::result::Result::Ok(#value),
                    ::core::result::Result::Err(error) => ::core::result::Result::Err(#error),
                }
            }
        } else {
            let value = self.given.value.convert(&call);
            quote!(::core::result::Result::Ok(#value))
        };
        quote!(#bind_x #bind_y #result)
    }
}

/// The type of the values together: one, or a tuple.
fn edges(inputs: &[Input]) -> Option<TokenStream> {
    let edges = inputs.iter().map(|input| {
        let edge = input.form.edge.as_ref()?;
        Some(match &input.several {
            None => edge.clone(),
            Some(Several::Array(length)) => quote!([#edge; #length]),
            Some(_) => quote!([#edge; COUNT]),
        })
    });
    let edges = edges.collect::<Option<Vec<_>>>()?;
    match &edges[..] {
        [] => None,
        [one] => Some(one.clone()),
        many => Some(quote!((#(#many),*))),
    }
}

/// The number of values, where the user has no name for it.
fn lengths(inputs: &[Input]) -> Vec<TokenStream> {
    let unnamed = inputs.iter().filter(|input| matches!(input.several, Some(Several::Slice | Several::Vec)));
    unnamed.map(|_| quote!(const COUNT: usize)).take(1).collect()
}

/// The statements that take the values apart, and an argument for each parameter.
fn take(inputs: &[Input], whole: &str) -> (TokenStream, Vec<TokenStream>) {
    let whole = Ident::new(whole, Span::call_site());
    let names: Vec<Ident> = match inputs.len() {
        1 => vec![whole.clone()],
        many => (0..many).map(|index| format_ident!("{whole}{index}")).collect(),
    };
    let mut bind = if inputs.len() > 1 { quote!(let (#(#names),*) = #whole;) } else { TokenStream::new() };
    let arguments = inputs.iter().zip(&names).map(|(input, name)| {
        let Some(several) = &input.several else { return input.form.hand(name, input.span) };
        let part = Ident::new("part", Span::call_site());
        let handed = input.form.hand(&part, input.span);
        let parts = match input.form.hold {
            Hold::View => quote!(#name.each_ref().map(|#part| #handed)),
            Hold::Owned => quote!(#name.map(|#part| #handed)),
            Hold::Shared | Hold::Plain => quote!(#name),
            Hold::SharedRef | Hold::PlainRef => quote!(#name.each_ref()),
        };
        match several {
            Several::Array(_) => parts,
            Several::Vec => quote!(::std::vec::Vec::from(#parts)),
            Several::Slice => {
                bind.extend(quote!(let parts = #parts;));
                quote!(&parts)
            }
        }
    });
    let arguments = arguments.collect();
    (bind, arguments)
}

/// A step with a mistake takes everything and gives poison, so that nothing more is said about it.
fn poisoned(krate: &TokenStream, owner: &Owner<'_>) -> TokenStream {
    let Owner { ty, generics, attributes, .. } = owner;
    let parameters = &generics.of_struct;
    let mut conditions = generics.struct_conditions();
    conditions.extend(owner.conditions.iter().cloned());
    let clause = generics::clause(&conditions);
    quote! {
        #attributes
        #[automatically_derived]
        impl<#(#parameters,)* X> #krate::step::Transform<X> for #ty #clause {
            type Out = #krate::expand::Poison;

            fn transform(&self, _: X) -> #krate::Result<Self::Out> {
                ::core::unreachable!()
            }
        }
    }
}
