//! Whether a step returns a tuple, and the types of its parts, for a node with several outputs.
//!
//! Invariant: a value that is not a tuple of `N` values is reported once. Its node becomes a broken node, and the types
//! of its parts are poison.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::{Of, Rejected, ShapeGate};
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Evidence, Proven};

/// A tuple of `N` values.
pub trait Tuple<const N: usize> {
    /// The types of the parts.
    type Parts;
    /// Returns the types of the parts.
    fn parts() -> Self::Parts;
}

macro_rules! tuple_parts {
    ($($count:literal: $($part:ident)+, $($poison:ident)+);+) => {
        $(
            impl<$($part),+> Tuple<$count> for ($($part,)+) {
                type Parts = ($(Of<$part>,)+);
                fn parts() -> Self::Parts {
                    ($(Of::<$part>::new(),)+)
                }
            }
            impl Tuple<$count> for Poison {
                type Parts = ($(Of<$poison>,)+);
                fn parts() -> Self::Parts {
                    ($(Of::<$poison>::new(),)+)
                }
            }
        )+
    };
}
tuple_parts!(2: A B, Poison Poison; 3: A B C, Poison Poison Poison; 4: A B C D, Poison Poison Poison Poison);

/// Asks whether a type is a tuple of `N` values.
#[derive(Debug)]
pub struct TupleProbe<T, const N: usize>(PhantomData<fn() -> T>);

/// Asks whether this type is a tuple of `N` values.
pub fn tuple_probe<const N: usize, T>(_: Of<T>) -> TupleProbe<T, N> {
    TupleProbe(PhantomData)
}

/// The types of the parts of a tuple, before `Question` is asked. `Selection` is [`KeepNode`] or [`RejectNode`].
#[derive(Debug)]
pub struct Parts<Types, Question, Selection>(Types, PhantomData<fn() -> (Question, Selection)>);

/// Keeps the node of the answer.
#[derive(Debug)]
pub struct KeepNode;

/// Replaces the node by a broken node.
#[derive(Debug)]
pub struct RejectNode;

impl KeepNode {
    /// Returns the answer unchanged.
    pub fn __select<J>(&self, found: J) -> J {
        found
    }
}

impl RejectNode {
    /// Returns [`Rejected`], which makes a broken node.
    pub fn __select<J>(&self, _: J) -> Rejected {
        Rejected
    }
}

impl<Types, Question, Selection> Parts<Types, Question, Selection> {
    /// Drops the question if the shapes are wrong already.
    pub fn __after<L: ShapeGate>(self, _: L) -> Parts<Types, L::Question<Question>, Selection> {
        Parts(self.0, PhantomData)
    }
}

impl<Types, Question> Parts<Types, Question, KeepNode> {
    /// Returns the types, and makes rustc report a value that is not a tuple.
    pub fn __checked(self, _: Evidence<Question>) -> (Types, KeepNode) {
        (self.0, KeepNode)
    }
}

impl<Types, Question> Parts<Types, Question, RejectNode> {
    /// Returns the types, and makes rustc report a value that is not a tuple.
    pub fn __checked(self, _: Evidence<Question>) -> (Types, RejectNode) {
        (self.0, RejectNode)
    }
}

/// The answer if the type is a tuple.
impl<T: Tuple<N>, const N: usize> TupleProbe<T, N> {
    /// Returns the types of the parts.
    pub fn __parts(self) -> Parts<T::Parts, Proven, KeepNode> {
        Parts(T::parts(), PhantomData)
    }
}

/// The answer if the type is an array or a list.
pub trait NotTupleDisplay {
    /// The type in the message.
    type Value;
    /// Poison in place of the types of the parts.
    type Types;
    /// Returns poison in place of the types of the parts.
    fn __parts(self) -> Parts<Self::Types, Self::Value, RejectNode>;
}

impl<T: DisplayAs, const N: usize> NotTupleDisplay for TupleProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T::As;
    type Types = <Poison as Tuple<N>>::Parts;
    fn __parts(self) -> Parts<Self::Types, T::As, RejectNode> {
        Parts(<Poison as Tuple<N>>::parts(), PhantomData)
    }
}

/// The answer if the type is anything else.
pub trait NotTupleOwn {
    /// The type in the message.
    type Value;
    /// Poison in place of the types of the parts.
    type Types;
    /// Returns poison in place of the types of the parts.
    fn __parts(&self) -> Parts<Self::Types, Self::Value, RejectNode>;
}

impl<T, const N: usize> NotTupleOwn for TupleProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T;
    type Types = <Poison as Tuple<N>>::Parts;
    fn __parts(&self) -> Parts<Self::Types, T, RejectNode> {
        Parts(<Poison as Tuple<N>>::parts(), PhantomData)
    }
}
