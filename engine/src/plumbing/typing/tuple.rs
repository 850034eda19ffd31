//! A node that gives several values: the parts of its tuple.

use std::marker::PhantomData;

use super::display::DisplayAs;
use super::probe::{Of, Rejected, ShapeGate};
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Evidence, Proven};

/// A tuple of `N` values.
pub trait Tuple<const N: usize> {
    /// The types of the parts.
    type Parts;
    /// The types of the parts.
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

/// Asks whether a step gives a tuple of `N` values.
#[derive(Debug)]
pub struct TupleProbe<T, const N: usize>(PhantomData<fn() -> T>);

/// Asks whether a step gives a tuple of `N` values.
pub fn tuple_probe<const N: usize, T>(_: Of<T>) -> TupleProbe<T, N> {
    TupleProbe(PhantomData)
}

/// The types of the parts of a tuple, before `Question` is asked; `Sound` says what becomes of the node.
#[derive(Debug)]
pub struct Parts<Types, Question, Sound>(Types, PhantomData<fn() -> (Question, Sound)>);

/// The node is what it was found to be.
#[derive(Debug)]
pub struct KeepNode;

/// The node is broken.
#[derive(Debug)]
pub struct RejectNode;

impl KeepNode {
    /// What the node was found to be.
    pub fn __select<J>(&self, found: J) -> J {
        found
    }
}

impl RejectNode {
    /// Broken.
    pub fn __select<J>(&self, _: J) -> Rejected {
        Rejected
    }
}

impl<Types, Question, Sound> Parts<Types, Question, Sound> {
    /// Nothing is asked where the shapes are wrong already.
    pub fn __after<L: ShapeGate>(self, _: L) -> Parts<Types, L::Question<Question>, Sound> {
        Parts(self.0, PhantomData)
    }
}

impl<Types, Question> Parts<Types, Question, KeepNode> {
    /// The types; a value that is no tuple is reported.
    pub fn __checked(self, _: Evidence<Question>) -> (Types, KeepNode) {
        (self.0, KeepNode)
    }
}

impl<Types, Question> Parts<Types, Question, RejectNode> {
    /// The types; a value that is no tuple is reported.
    pub fn __checked(self, _: Evidence<Question>) -> (Types, RejectNode) {
        (self.0, RejectNode)
    }
}

/// The answer where it does.
impl<T: Tuple<N>, const N: usize> TupleProbe<T, N> {
    /// The types of the parts.
    pub fn __parts(self) -> Parts<T::Parts, Proven, KeepNode> {
        Parts(T::parts(), PhantomData)
    }
}

/// The answer where it gives no tuple, but an array or a list.
pub trait NotTupleDisplay {
    /// The value.
    type Value;
    /// Types that are not looked at.
    type Types;
    /// Types that are not looked at.
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

/// The answer where it gives anything else.
pub trait NotTupleOwn {
    /// The value.
    type Value;
    /// Types that are not looked at.
    type Types;
    /// Types that are not looked at.
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
