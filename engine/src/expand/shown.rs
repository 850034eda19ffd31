//! Types as a person reads them, in messages and drawings: `ArrayOf<f32, 2>`, `f32`, `String`.

use std::marker::PhantomData;

use ndarray::{ArcArray, Ix0, Ix1, Ix2, Ix3, Ix4, Ix5, Ix6};

use super::source::ValueSlot;
use super::verdict::Of;
use crate::diagnostics::ArrayOf;
use crate::diagnostics::poison::Poison;
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

impl<T> ShownProbe<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

/// Asks how the type of this slot's values is called.
pub fn shown_probe<T>(_: &ValueSlot<T>) -> ShownProbe<T> {
    ShownProbe::new()
}

/// Asks how this type is called.
pub fn type_probe<T>(_: Of<T>) -> ShownProbe<T> {
    ShownProbe::new()
}

/// The answer for arrays, tuples and lists of them: what stands in its place.
impl<T: Shown> ShownProbe<T> {
    /// The answer.
    pub fn __shown(self) -> Of<T::As> {
        Of::new()
    }
}

/// The answer for anything else: its own name.
pub trait OwnType {
    /// The type itself.
    type As;
    /// The answer.
    fn __shown(self) -> Of<Self::As>;
}

impl<T> OwnType for ShownProbe<T> {
    type As = T;
    fn __shown(self) -> Of<T> {
        Of::new()
    }
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
    use std::any::type_name;

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
