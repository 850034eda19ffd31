//! Types as a person reads them, in messages and drawings: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::any::type_name;
use std::marker::PhantomData;

use ndarray::{ArcArray, Dimension, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::probe::Poison;
use super::sketch::{Edge, Of};
use crate::errors::ArrayOf;
use crate::graph::EdgeType;
use crate::shape::Shape;

/// How a type is called in an error message.
pub trait Shown {
    /// The type that stands for it.
    type As;
}

macro_rules! shown_arrays {
    ($($dimension:ident $rank:literal),+) => {
        $(impl<A> Shown for ArcArray<A, $dimension> {
            type As = ArrayOf<A, $rank>;
        })+
    };
}
shown_arrays!(Ix0 0, Ix1 1, Ix2 2, Ix3 3, Ix4 4, Ix5 5, Ix6 6);

impl Shown for () {
    type As = ();
}

impl<T: Shown, const N: usize> Shown for [T; N] {
    type As = [T::As; N];
}

macro_rules! shown_tuples {
    ($($($part:ident)+),+) => {
        $(impl<$($part: Shown),+> Shown for ($($part,)+) {
            type As = ($($part::As,)+);
        })+
    };
}
shown_tuples!(A B, A B C, A B C D, A B C D E, A B C D E F);

/// Asks how the type of an edge is called.
#[derive(Debug)]
pub struct ShownProbe<T>(PhantomData<fn(T)>);

/// Asks how the type of this edge is called.
pub fn shown_probe<T>(_: &Edge<T>) -> ShownProbe<T> {
    ShownProbe(PhantomData)
}

/// Asks how this type is called.
pub fn type_probe<T>(_: Of<T>) -> ShownProbe<T> {
    ShownProbe(PhantomData)
}

/// The answer for arrays, tuples and lists of them.
pub trait ShownType {
    /// The type in its place.
    type As;
    /// The answer.
    fn shown(&self) -> Of<Self::As> {
        Of::new()
    }
}

impl<T: Shown> ShownType for &ShownProbe<T> {
    type As = T::As;
}

/// The answer for anything else: its own name.
pub trait OwnType {
    /// The type itself.
    type As;
    /// The answer.
    fn shown(&self) -> Of<Self::As> {
        Of::new()
    }
}

impl<T> OwnType for ShownProbe<T> {
    type As = T;
}

/// Asks what the elements of an edge's values are called.
#[derive(Debug)]
pub struct ElementProbe<T>(PhantomData<fn(T)>);

/// Asks what the elements of this edge's values are called.
pub fn element_probe<T>(_: &Edge<T>) -> ElementProbe<T> {
    ElementProbe(PhantomData)
}

/// The answer for an array.
pub trait ElementOfArray {
    /// Element type, Rust type and shape.
    fn edge_type(&self, shape: &Shape) -> EdgeType;
}

impl<A, D: Dimension> ElementOfArray for &ElementProbe<ArcArray<A, D>> {
    fn edge_type(&self, shape: &Shape) -> EdgeType {
        let element = short_name(type_name::<A>());
        let axes = D::NDIM.map_or_else(|| "Dyn".to_owned(), |rank| rank.to_string());
        let rust_type = format!("ArcArray{axes}<{element}>");
        EdgeType { element, rust_type, shape: shape.to_string() }
    }
}

/// The answer for anything else.
pub trait ElementOfValue {
    /// The type's name; no shape.
    fn edge_type(&self, shape: &Shape) -> EdgeType;
}

impl<T> ElementOfValue for ElementProbe<T> {
    fn edge_type(&self, _: &Shape) -> EdgeType {
        let element = short_name(type_name::<T>());
        EdgeType { rust_type: element.clone(), element, shape: String::new() }
    }
}

impl Shown for Poison {
    type As = Poison;
}

/// A type's name without the modules: `Vec<String>`, not `alloc::vec::Vec<alloc::string::String>`.
fn short_name(name: &str) -> String {
    let mut short = String::with_capacity(name.len());
    let mut word_start = 0;
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("::") {
            short.truncate(word_start);
            rest = after;
            continue;
        }
        short.push(character);
        rest = &rest[character.len_utf8()..];
        if !character.is_alphanumeric() && character != '_' {
            word_start = short.len();
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_lose_their_modules_but_not_their_parameters() {
        let name = "alloc::vec::Vec<(alloc::string::String, core::option::Option<f32>)>";
        assert_eq!(short_name(name), "Vec<(String, Option<f32>)>");
    }
}
