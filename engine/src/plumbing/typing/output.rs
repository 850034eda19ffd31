//! The types of outputs, and the conversion of arrays into arrays that the caller owns.
//!
//! Invariant: a type is not checked if the shapes are wrong or a mistake has been reported: the answer is then poison.

use ndarray::{ArcArray, Array, Dimension};

use super::probe::ShapesOk;
use crate::diagnostics::poison::Poison;
use crate::records::{Nullable, Record, Records};
use crate::sparse::Sparse;
use crate::step::{Step, Transform};

/// An array on an edge, or columns, that can be returned to the caller.
pub trait Deliverable {
    /// What the caller receives.
    type Owned;
    /// Converts the value; copies the buffer of an array only if it is shared.
    fn into_owned_value(self) -> Self::Owned;
}

impl<A: Clone, D: Dimension> Deliverable for ArcArray<A, D> {
    type Owned = Array<A, D>;
    fn into_owned_value(self) -> Array<A, D> {
        self.into_owned()
    }
}

impl<T> Deliverable for Nullable<T> {
    type Owned = Self;
    fn into_owned_value(self) -> Self {
        self
    }
}

impl<A> Deliverable for Sparse<A> {
    type Owned = Self;
    fn into_owned_value(self) -> Self {
        self
    }
}

impl<R: Record> Deliverable for Records<R> {
    type Owned = Self;
    fn into_owned_value(self) -> Self {
        self
    }
}

/// The type of a step's output, if the header does not promise it.
pub trait Gives<S, X> {
    /// The type.
    type Out;
}

impl<S: Step<Fitted: Transform<X>>, X> Gives<S, X> for ShapesOk<true> {
    type Out = <S::Fitted as Transform<X>>::Out;
}

impl<S, X> Gives<S, X> for ShapesOk<false> {
    type Out = Poison;
}

/// A type by name. It keeps the text of types short if a value is used more than once.
pub trait TypeOf {
    /// The type.
    type Type;
}

/// The type of part `INDEX` of a tuple of `COUNT` values.
pub trait Part<const INDEX: usize, const COUNT: usize> {
    /// The type of the part.
    type Type;
}

/// The type of part `INDEX` of a type that may not be a tuple of `COUNT` values.
pub trait PartOf<T, const INDEX: usize, const COUNT: usize> {
    /// The type of the part.
    type Type;
}

impl<T: Part<INDEX, COUNT>, const INDEX: usize, const COUNT: usize> PartOf<T, INDEX, COUNT>
    for ShapesOk<true>
{
    type Type = T::Type;
}

impl<T, const INDEX: usize, const COUNT: usize> PartOf<T, INDEX, COUNT> for ShapesOk<false> {
    type Type = Poison;
}

macro_rules! parts {
    ($count:literal, $all:tt: $($index:literal $part:ident)+) => {
        $(parts!(@part $count, $all: $index $part);)+
    };
    (@part $count:literal, ($($all:ident)+): $index:literal $part:ident) => {
        impl<$($all),+> Part<$index, $count> for ($($all,)+) {
            type Type = $part;
        }
        impl Part<$index, $count> for Poison {
            type Type = Poison;
        }
    };
}
parts!(2, (A B): 0 A 1 B);
parts!(3, (A B C): 0 A 1 B 2 C);
parts!(4, (A B C D): 0 A 1 B 2 C 3 D);
parts!(5, (A B C D E): 0 A 1 B 2 C 3 D 4 E);
parts!(6, (A B C D E F): 0 A 1 B 2 C 3 D 4 E 5 F);
parts!(7, (A B C D E F G): 0 A 1 B 2 C 3 D 4 E 5 F 6 G);
parts!(8, (A B C D E F G H): 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H);
parts!(9, (A B C D E F G H I): 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I);
parts!(10, (A B C D E F G H I J): 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J);
parts!(11, (A B C D E F G H I J K): 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K);
parts!(12, (A B C D E F G H I J K L): 0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H 8 I 9 J 10 K 11 L);
