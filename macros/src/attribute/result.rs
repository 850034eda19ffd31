//! The result of a function, and the value on the edge: owned arrays become shared, a `Result` is unwrapped.
//!
//! Invariant: the value on the edge owns its data: an output that borrows is reported.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericParam, ReturnType, Type};

use super::axes::Bracket;
use super::form::{self, Form, Hold};
use super::mistakes::{Mistakes, count, has};
use super::tokens::local;
use super::usable::{Use, is_concrete};
use crate::emit::with_span;

/// The result of a function.
pub(super) struct Returned {
    pub(super) fallible: bool,
    pub(super) value: Value,
    /// The place of the type.
    pub(super) place: Span,
}

/// A value on its way to the edge.
pub(super) struct Value {
    /// The type on the edge; `None` if it is not known.
    pub(super) edge: Option<TokenStream>,
    how: How,
    span: Span,
}

enum How {
    /// Unchanged.
    Keep,
    /// A type of the user's, which may not be one that flows along an edge.
    Own,
    /// The same, with the type that says whether it flows.
    Usable(TokenStream),
    /// An owned array becomes shared.
    Share,
    /// A tuple, converted element by element.
    Parts(Vec<Value>),
}

impl Returned {
    /// Reads the type that `name` returns, and compares it with the outputs of the signature.
    pub(super) fn read(
        output: &ReturnType,
        name: &Ident,
        outputs: Option<&[Bracket]>,
        krate: &TokenStream,
        mistakes: &mut Mistakes,
    ) -> Self {
        let written = match output {
            ReturnType::Type(_, ty) if !is_unit(ty) => form::bare(ty),
            _ => {
                mistakes.at(
                    name,
                    format!("`{name}` returns nothing: write the type of its output, as in `-> Array2<f32>`"),
                );
                return Self { fallible: false, value: Value::unknown(name.span()), place: name.span() };
            }
        };
        let (fallible, ty) = unwrapped(written);
        if let Some(outputs) = outputs {
            check(ty, outputs, krate, mistakes);
        }
        Self { fallible, value: Value::of(ty, krate, mistakes), place: written.span() }
    }

    /// Reads the type that `fit` returns: the fitted step.
    pub(super) fn fitted(output: &ReturnType, name: &Ident, mistakes: &mut Mistakes) -> Self {
        let ReturnType::Type(_, ty) = output else {
            mistakes.at(
                name,
                "`fit` returns nothing: write the type of the fitted step, as in `-> Result<FittedRidge>`",
            );
            return Self { fallible: false, value: Value::unknown(name.span()), place: name.span() };
        };
        let (fallible, ty) = unwrapped(form::bare(ty));
        let value = Value { edge: Some(ty.to_token_stream()), how: How::Keep, span: ty.span() };
        Self { fallible, value, place: ty.span() }
    }
}

impl Value {
    fn unknown(span: Span) -> Self {
        Self { edge: None, how: How::Keep, span }
    }

    fn of(ty: &Type, krate: &TokenStream, mistakes: &mut Mistakes) -> Self {
        let (ty, span) = (form::bare(ty), ty.span());
        if let Type::Tuple(tuple) = ty {
            let parts: Vec<Self> = tuple.elems.iter().map(|part| Self::of(part, krate, mistakes)).collect();
            let edges: Option<Vec<_>> = parts.iter().map(|part| part.edge.clone()).collect();
            let edge = edges.map(|edges| quote_spanned!(span=> (#(#edges,)*)));
            return Self { edge, how: How::Parts(parts), span };
        }
        if let Type::ImplTrait(_) = ty {
            mistakes.at(ty, "`impl Trait` is not allowed here: write the type of the output");
            return Self::unknown(span);
        }
        let form = Form::of(ty, krate);
        match form.hold {
            Hold::Owned if form.mistake.is_none() => Self { edge: form.edge, how: How::Share, span },
            Hold::Shared => Self { edge: form.edge, how: How::Keep, span },
            Hold::Plain if form::is_plain(ty) => Self { edge: form.edge, how: How::Keep, span },
            Hold::Plain => Self { edge: form.edge, how: How::Own, span },
            _ => {
                mistakes.at(
                    ty,
                    "the output of a step cannot borrow: return an owned value, as in `-> Array2<f32>`",
                );
                Self::unknown(span)
            }
        }
    }

    /// Replaces each type of the user's that does not flow along an edge; returns the code that reports it.
    pub(super) fn require_flow(&mut self, krate: &TokenStream, parameters: &[GenericParam]) -> TokenStream {
        match &mut self.how {
            How::Keep | How::Share | How::Usable(_) => TokenStream::new(),
            How::Own => {
                let Some(ty) = self.edge.take_if(|ty| is_concrete(ty, parameters)) else {
                    return TokenStream::new();
                };
                let usable = Use::Value.usable(krate, &ty);
                let edge = quote!(<#usable as #krate::plumbing::InPlaceOf<#ty>>::Value);
                self.edge = Some(with_span(self.span, edge));
                let required = Use::Value.required(krate, &ty);
                self.how = How::Usable(quote!(<#usable as #krate::plumbing::InPlaceOf<#ty>>::value));
                required
            }
            How::Parts(parts) => {
                let required = parts.iter_mut().map(|part| part.require_flow(krate, parameters)).collect();
                let edges: Option<Vec<_>> = parts.iter().map(|part| part.edge.clone()).collect();
                self.edge = edges.map(|edges| quote_spanned!(self.span=> (#(#edges,)*)));
                required
            }
        }
    }

    /// Whether the value is passed on unchanged.
    fn is_kept(&self) -> bool {
        match &self.how {
            How::Keep | How::Own => true,
            How::Share | How::Usable(_) => false,
            How::Parts(parts) => parts.iter().all(Self::is_kept),
        }
    }

    /// Returns the expression of the value on the edge, from the expression `returned`.
    pub(super) fn convert(&self, returned: &TokenStream) -> TokenStream {
        match &self.how {
            _ if self.is_kept() => returned.clone(),
            How::Share => quote_spanned!(self.span=> #returned.into_shared()),
            How::Keep | How::Own => returned.clone(),
            How::Usable(value) => quote!(#value(#returned)),
            How::Parts(parts) => {
                let names: Vec<Ident> =
                    (0..parts.len()).map(|index| local(&format!("part{index}"))).collect();
                let values =
                    parts.iter().zip(&names).map(|(part, name)| part.convert(&name.to_token_stream()));
                quote!({
                    let (#(#names,)*) = #returned;
                    (#(#values,)*)
                })
            }
        }
    }
}

/// Returns `T` for `Result<T, ..>`, with whether it was a `Result`.
fn unwrapped(ty: &Type) -> (bool, &Type) {
    match form::last_segment(ty) {
        Some((name, types)) if name == "Result" => {
            types.first().map_or((false, ty), |value| (true, form::bare(value)))
        }
        _ => (false, ty),
    }
}

fn check(ty: &Type, outputs: &[Bracket], krate: &TokenStream, mistakes: &mut Mistakes) {
    let parts: Vec<&Type> = match ty {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        _ => vec![ty],
    };
    if parts.len() != outputs.len() {
        // A type alias of the user may be a tuple.
        if parts.len() > 1 || Form::of(ty, krate).rank.is_some() {
            let outputs = count(outputs.len(), "output", "outputs");
            mistakes.at(ty, format!("the signature has {outputs}, but the function returns {}", parts.len()));
        }
        return;
    }
    for (part, bracket) in parts.into_iter().zip(outputs) {
        if let Some((name, types)) = form::last_segment(part)
            && name == "Option"
            && types.first().is_some_and(|inner| Form::of(form::bare(inner), krate).rank.is_some())
        {
            mistakes.at(part, "a step returns its output or a `Result`: turn `None` into an error, as in `.ok_or_else(|| Error::new(\"..\"))`");
            continue;
        }
        if let Some(rank) = Form::of(part, krate).rank.filter(|&rank| !bracket.takes(rank)) {
            mistakes.at(
                part,
                format!(
                    "the signature has {} here ({}), but this {}",
                    bracket.text,
                    bracket.axes(),
                    has(rank)
                ),
            );
        }
    }
}

fn is_unit(ty: &Type) -> bool {
    matches!(form::bare(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}
