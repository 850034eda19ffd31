//! Generic parameters: which belong to the struct, and which to the implementation alone.
//!
//! Invariant: a pipeline names a step with its constants alone (`Top<8>`), so constants belong to the struct. Types belong to the
//! implementation, where they follow from the input; except types of hyperparameters.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, WherePredicate};

/// The generics of a step.
#[derive(Default)]
pub(super) struct Owners {
    /// The parameters of the struct.
    pub(super) of_struct: Vec<GenericParam>,
    /// All parameters, those of the struct among them, lifetimes first.
    pub(super) all: Vec<GenericParam>,
    /// The conditions on them.
    pub(super) conditions: Vec<WherePredicate>,
}

impl Owners {
    /// Splits a function's generics: `is_of_struct` selects those of the struct.
    pub(super) fn split(generics: &Generics, is_of_struct: impl Fn(&GenericParam) -> bool) -> Self {
        let mut owners = Self::default();
        owners.add(generics);
        owners.of_struct =
            generics.params.iter().filter(|parameter| is_of_struct(parameter)).cloned().collect();
        owners
    }

    /// Adds the generics of a block or of a method.
    pub(super) fn add(&mut self, generics: &Generics) {
        self.all.extend(generics.params.iter().cloned());
        self.all.sort_by_key(|parameter| !matches!(parameter, GenericParam::Lifetime(_)));
        if let Some(clause) = &generics.where_clause {
            self.conditions.extend(clause.predicates.iter().cloned());
        }
        // The implementation does not need lifetimes that occur only in the function's references.
        let (all, conditions) = (&self.all, &self.conditions);
        let needed: Vec<bool> = all
            .iter()
            .map(|parameter| match parameter {
                GenericParam::Lifetime(lifetime) => {
                    let name = &lifetime.lifetime.ident;
                    all.iter().any(|other| {
                        !matches!(other, GenericParam::Lifetime(_))
                            && mentions(&other.to_token_stream(), name)
                    }) || conditions.iter().any(|predicate| {
                        !matches!(predicate, WherePredicate::Lifetime(_))
                            && mentions(&predicate.to_token_stream(), name)
                    })
                }
                _ => true,
            })
            .collect();
        let mut needed = needed.into_iter();
        self.all.retain(|_| needed.next().unwrap_or(true));
        self.conditions.retain(|predicate| !matches!(predicate, WherePredicate::Lifetime(_)));
    }

    /// Returns the names of all type parameters.
    pub(super) fn types(&self) -> impl Iterator<Item = &Ident> {
        types(&self.all)
    }

    /// Returns `<A: Float, const K: usize>` for the implementation, with `more` after the user's parameters.
    pub(super) fn declared(&self, more: &[TokenStream]) -> TokenStream {
        let all = self.all.iter().map(ToTokens::to_token_stream).chain(more.iter().cloned());
        angle(&all.collect::<Vec<_>>())
    }

    /// Returns `<const K: usize>` for the struct.
    pub(super) fn struct_declared(&self) -> TokenStream {
        angle(&self.of_struct.iter().map(ToTokens::to_token_stream).collect::<Vec<_>>())
    }

    /// Returns `<K>`, the struct's arguments.
    pub(super) fn struct_arguments(&self) -> TokenStream {
        angle(&arguments(&self.of_struct))
    }

    /// Returns `::<A, K>` for the call of the function.
    pub(super) fn turbofish(generics: &Generics) -> TokenStream {
        let arguments = arguments(generics.params.iter());
        if arguments.is_empty() { TokenStream::new() } else { quote!(::<#(#arguments),*>) }
    }

    /// Returns the conditions on the struct's parameters alone.
    pub(super) fn struct_conditions(&self) -> Vec<TokenStream> {
        let foreign: Vec<&Ident> =
            self.types().filter(|name| !types(&self.of_struct).any(|own| own == *name)).collect();
        let own = self.conditions.iter().map(ToTokens::to_token_stream).filter(|predicate| {
            types(&self.of_struct).any(|name| mentions(predicate, name))
                && !foreign.iter().any(|name| mentions(predicate, name))
        });
        own.collect()
    }

    /// Returns `Value` bounds for the struct's type parameters.
    pub(super) fn struct_values(&self, krate: &TokenStream) -> Vec<TokenStream> {
        types(&self.of_struct).map(|name| quote!(#name: #krate::step::Value)).collect()
    }
}

/// Returns the names of the type parameters.
pub(super) fn types<'a>(
    parameters: impl IntoIterator<Item = &'a GenericParam>,
) -> impl Iterator<Item = &'a Ident> {
    parameters.into_iter().filter_map(|parameter| match parameter {
        GenericParam::Type(ty) => Some(&ty.ident),
        _ => None,
    })
}

/// Returns a `where` clause, or nothing without conditions.
pub(super) fn clause(conditions: &[TokenStream]) -> TokenStream {
    if conditions.is_empty() { TokenStream::new() } else { quote!(where #(#conditions),*) }
}

/// Whether the tokens contain `name`.
pub(super) fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

fn angle(parameters: &[TokenStream]) -> TokenStream {
    if parameters.is_empty() { TokenStream::new() } else { quote!(<#(#parameters),*>) }
}

fn arguments<'a>(parameters: impl IntoIterator<Item = &'a GenericParam>) -> Vec<TokenStream> {
    let named = parameters.into_iter().filter_map(|parameter| match parameter {
        GenericParam::Type(ty) => Some(ty.ident.to_token_stream()),
        GenericParam::Const(constant) => Some(constant.ident.to_token_stream()),
        GenericParam::Lifetime(_) => None,
    });
    named.collect()
}
