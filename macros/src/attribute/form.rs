//! How a parameter or a result holds its value, and the type of that value on the edge.
//!
//! Invariant: arrays on edges are shared: whatever the author writes, the type on the edge is `ArcArray<A, D>`. A form is
//! recognized by the last segment of the type's path, because a macro does not know what an alias means.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, GenericArgument, PathArguments, Type, TypeReference};

use super::tokens::placed;

/// How a value is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hold {
    /// `ArrayView2<'_, f32>`
    View,
    /// `Array2<f32>`: the array's buffer, copied only if another value shares it.
    Owned,
    /// `ArcArray2<f32>`
    Shared,
    /// `&ArcArray2<f32>`, `&ArrayRef2<f32>`
    SharedRef,
    /// Any other type, as it is: also `&'static str`.
    Plain,
    /// A reference to any other type.
    PlainRef,
}

/// How several values of one type are held.
#[derive(Clone)]
pub(super) enum Several {
    /// `&[T]`
    Slice,
    /// `Vec<T>`
    Vec,
    /// `[T; N]`
    Array(Box<Expr>),
}

/// A type whose form is known.
pub(super) struct Form {
    pub(super) hold: Hold,
    /// The type on the edge; `None` if rustc will report an error about the written type.
    pub(super) edge: Option<TokenStream>,
    /// The number of axes, if the type determines it.
    pub(super) rank: Option<usize>,
    /// The error in the type, if any.
    pub(super) mistake: Option<String>,
}

/// The array types of `ndarray`, the longer names first.
const ARRAYS: [(&str, Kind); 7] = [
    ("ArrayViewMut", Kind::ViewMut),
    ("ArrayView", Kind::View),
    ("ArrayRef", Kind::Ref),
    ("ArrayBase", Kind::Base),
    ("ArcArray", Kind::Arc),
    ("CowArray", Kind::Cow),
    ("Array", Kind::Own),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    View,
    ViewMut,
    Ref,
    Base,
    Arc,
    Cow,
    Own,
}

impl Form {
    /// Recognizes the form of a type; `krate` is the path of the library.
    pub(super) fn of(ty: &Type, krate: &TokenStream) -> Self {
        let (inner, reference) = match bare(ty) {
            Type::Reference(reference) => (bare(&reference.elem), Some(reference)),
            other => (other, None),
        };
        let place = Span::call_site().located_at(inner.span());
        let krate = &placed(krate, place);
        let Some((kind, name, elements)) = array(inner) else {
            if reference.is_some_and(is_static) {
                let edge = Some(bare(ty).to_token_stream());
                return Self { hold: Hold::Plain, edge, rank: primitive(inner), mistake: None };
            }
            let hold = if reference.is_some() { Hold::PlainRef } else { Hold::Plain };
            let mistake = reference.and_then(|reference| {
                if reference.mutability.is_some() {
                    Some(
                        "a step cannot change its input in place: take the value itself and return it"
                            .to_owned(),
                    )
                } else {
                    let lifetime = reference.lifetime.as_ref()?;
                    Some(format!("the value is borrowed only while the step runs: leave `{lifetime}` out"))
                }
            });
            return Self {
                hold,
                edge: Some(owned(inner, reference.is_some())),
                rank: primitive(inner),
                mistake,
            };
        };
        let suffix =
            &name[ARRAYS.iter().find(|(_, known)| *known == kind).map_or(0, |(text, _)| text.len())..];
        let (dimension, rank) = dimension(suffix, elements.get(1), krate, place);
        let edge = elements.first().zip(dimension).map(|(element, dimension)| {
            quote_spanned!(place=> #krate::plumbing::ndarray::ArcArray<#element, #dimension>)
        });
        let (hold, mistake) = match (kind, reference.is_some()) {
            (Kind::View, false) => (Hold::View, None),
            (Kind::Own, false) => (Hold::Owned, None),
            (Kind::Arc, false) => (Hold::Shared, None),
            (Kind::Arc | Kind::Ref, true) => (Hold::SharedRef, None),
            (Kind::ViewMut, _) => (Hold::Owned, Some(in_place(suffix, &elements))),
            _ => (Hold::View, Some(ways(suffix, &elements))),
        };
        Self { hold, edge, rank, mistake }
    }

    /// Returns the expression that passes `value`, of the edge's type, to the function.
    pub(super) fn pass(&self, value: &Ident, span: Span) -> TokenStream {
        match self.hold {
            Hold::View => quote_spanned!(span=> #value.view()),
            Hold::Owned => quote_spanned!(span=> #value.into_owned()),
            Hold::Shared | Hold::Plain => quote!(#value),
            Hold::SharedRef | Hold::PlainRef => quote!(&#value),
        }
    }
}

/// Returns how one parameter holds several values, and the type of one of them.
pub(super) fn several(ty: &Type) -> Option<(Several, &Type)> {
    match bare(ty) {
        Type::Reference(reference) => match bare(&reference.elem) {
            Type::Slice(slice) => Some((Several::Slice, &*slice.elem)),
            _ => None,
        },
        Type::Array(array) => Some((Several::Array(Box::new(array.len.clone())), &*array.elem)),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            match arguments.args.first()? {
                GenericArgument::Type(element) => Some((Several::Vec, element)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the type is one of `ndarray`'s.
pub(super) fn is_array(ty: &Type) -> bool {
    match bare(ty) {
        Type::Reference(reference) => array(bare(&reference.elem)).is_some(),
        other => array(other).is_some(),
    }
}

/// Returns the type of the struct's field for a parameter of this type.
pub(super) fn owned(ty: &Type, referenced: bool) -> TokenStream {
    match ty {
        Type::Path(path) if referenced && path.path.is_ident("str") => {
            quote_spanned!(ty.span()=> ::std::string::String)
        }
        Type::Slice(slice) if referenced => {
            let element = &slice.elem;
            quote_spanned!(ty.span()=> ::std::vec::Vec<#element>)
        }
        _ => ty.to_token_stream(),
    }
}

/// Whether the type is a number, a string or `bool`, which flows along an edge.
pub(super) fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.get_ident().is_some()) && primitive(ty).is_some()
}

/// Whether the type is `str` or a slice.
pub(super) fn is_unsized(ty: &Type) -> bool {
    match bare(ty) {
        Type::Slice(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        _ => false,
    }
}

/// Returns the type without parentheses and invisible groups around it.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        _ => ty,
    }
}

/// Whether the reference is a value like others, which no step has to own: `&'static str`.
fn is_static(reference: &TypeReference) -> bool {
    reference.mutability.is_none()
        && reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static")
}

fn in_place(suffix: &str, elements: &[&Type]) -> String {
    let elements = listed(elements);
    format!(
        "to change an array in place, take it by value, `mut x: Array{suffix}<{elements}>`, and return it"
    )
}

fn ways(suffix: &str, elements: &[&Type]) -> String {
    let elements = listed(elements);
    format!(
        "take the array as a view, `ArrayView{suffix}<'_, {elements}>`, owned, `Array{suffix}<{elements}>`, or shared, `ArcArray{suffix}<{elements}>`"
    )
}

fn listed(types: &[&Type]) -> String {
    types.iter().map(|ty| ty.to_token_stream().to_string()).collect::<Vec<_>>().join(", ")
}

/// Returns the name of the path's last segment, and those of its arguments that are types.
pub(super) fn last_segment(ty: &Type) -> Option<(&Ident, Vec<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let mut types = Vec::new();
    if let PathArguments::AngleBracketed(arguments) = &last.arguments {
        types.extend(arguments.args.iter().filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        }));
    }
    Some((&last.ident, types))
}

fn array(ty: &Type) -> Option<(Kind, String, Vec<&Type>)> {
    let (name, types) = last_segment(ty)?;
    let name = name.to_string();
    let (prefix, kind) = ARRAYS.iter().find(|(prefix, _)| name.starts_with(prefix))?;
    let suffix = &name[prefix.len()..];
    matches!(suffix, "" | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "D").then_some((*kind, name, types))
}

fn dimension(
    suffix: &str,
    written: Option<&&Type>,
    krate: &TokenStream,
    place: Span,
) -> (Option<TokenStream>, Option<usize>) {
    match suffix {
        "" => {
            let rank = written
                .and_then(|ty| last_segment(ty))
                .and_then(|(name, _)| name.to_string().strip_prefix("Ix")?.parse().ok());
            (written.map(ToTokens::to_token_stream), rank)
        }
        "D" => (Some(quote_spanned!(place=> #krate::plumbing::ndarray::IxDyn)), None),
        number => {
            let name = Ident::new(&format!("Ix{number}"), place);
            (Some(quote_spanned!(place=> #krate::plumbing::ndarray::#name)), number.parse().ok())
        }
    }
}

/// Returns the number of axes of a type that is no array: 2 for a sparse matrix, 0 for numbers, strings, `bool` and containers. Other
/// types may be aliases of arrays.
fn primitive(ty: &Type) -> Option<usize> {
    const CONTAINERS: [&str; 9] =
        ["Vec", "VecDeque", "Option", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Box", "Arc"];
    if matches!(ty, Type::Slice(_) | Type::Array(_)) {
        return Some(0);
    }
    if last_segment(ty)
        .is_some_and(|(name, types)| !types.is_empty() && CONTAINERS.iter().any(|one| name == one))
    {
        return Some(0);
    }
    if last_segment(ty).is_some_and(|(name, types)| name == "Sparse" && types.len() == 1) {
        return Some(2);
    }
    const WITHOUT_AXES: [&str; 17] = [
        "bool", "char", "str", "String", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8",
        "u16", "u32", "u64", "usize",
    ];
    let Type::Path(path) = ty else { return None };
    let name = path.path.get_ident()?.to_string();
    WITHOUT_AXES.contains(&name.as_str()).then_some(0)
}
