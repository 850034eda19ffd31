//! Types as a person reads them, in messages and drawings: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::any::type_name;
use std::marker::PhantomData;

use ndarray::{ArcArray, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

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

impl Shown for Poison {
    type As = Poison;
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

/// Asks how a type is called.
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

/// The name of the type of an edge's values.
pub fn edge_type_name<T>(_: &Edge<T>) -> &'static str {
    type_name::<T>()
}

/// An edge as it is drawn. Arrays are shown by their elements: `ndarray`'s own name for them is long.
pub(super) fn edge_type(type_name: &str, shape: &Shape) -> EdgeType {
    const ARRAY: &str = "ArrayBase<OwnedArcRepr<";
    let name = short_name(type_name);
    match name.strip_prefix(ARRAY).and_then(first_argument) {
        Some(element) => {
            EdgeType::new(element, format!("ArcArray{}<{element}>", shape.rank()), shape.to_string())
        }
        None => EdgeType::plain(name.clone(), name),
    }
}

/// `f32` of `f32>, Dim<[usize; 2]>>`: up to the bracket that closes the one before.
fn first_argument(rest: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (index, character) in rest.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' if depth == 0 => return Some(&rest[..index]),
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
    }
    None
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
    use super::*;

    #[test]
    fn names_lose_their_modules_but_not_their_parameters() {
        let name = "alloc::vec::Vec<(alloc::string::String, core::option::Option<f32>)>";
        assert_eq!(short_name(name), "Vec<(String, Option<f32>)>");
    }

    #[test]
    fn an_array_is_shown_by_its_elements() {
        let shape = Shape::new("[n, 8]", &[]);
        let shown = edge_type(type_name::<ArcArray<Option<Vec<f32>>, Ix2>>(), &shape);
        assert_eq!((shown.element.as_str(), shown.shape.as_str()), ("Option<Vec<f32>>", "[n, 8]"));
        assert_eq!(shown.rust_type, "ArcArray2<Option<Vec<f32>>>");
        assert_eq!(edge_type(type_name::<String>(), &Shape::SCALAR).shape, "");
    }
}
