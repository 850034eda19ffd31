//! A node that gives several values: the parts of its tuple.

use std::marker::PhantomData;

use super::display::Shown;
use super::probe::{Of, Report, Silent};
use crate::diagnostics::poison::Poison;
use crate::diagnostics::{Asked, Right};

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
pub struct SplitProbe<T, const N: usize>(PhantomData<fn() -> T>);

/// Asks whether a step gives a tuple of `N` values.
pub fn split_probe<const N: usize, T>(_: Of<T>) -> SplitProbe<T, N> {
    SplitProbe(PhantomData)
}

/// The types of the parts of a tuple, before `Question` is asked; `Sound` says what becomes of the node.
#[derive(Debug)]
pub struct Parts<Types, Question, Sound>(Types, PhantomData<fn() -> (Question, Sound)>);

/// The node is what it was found to be.
#[derive(Debug)]
pub struct Kept;

/// The node is broken.
#[derive(Debug)]
pub struct Dropped;

impl Kept {
    /// What the node was found to be.
    pub fn __judge<J>(&self, found: J) -> J {
        found
    }
}

impl Dropped {
    /// Broken.
    pub fn __judge<J>(&self, _: J) -> Silent {
        Silent
    }
}

impl<Types, Question, Sound> Parts<Types, Question, Sound> {
    /// Nothing is asked where the shapes are wrong already.
    pub fn __after<L: Report>(self, _: L) -> Parts<Types, L::Question<Question>, Sound> {
        Parts(self.0, PhantomData)
    }
}

impl<Types, Question> Parts<Types, Question, Kept> {
    /// The types; a value that is no tuple is reported.
    pub fn __checked(self, _: Asked<Question>) -> (Types, Kept) {
        (self.0, Kept)
    }
}

impl<Types, Question> Parts<Types, Question, Dropped> {
    /// The types; a value that is no tuple is reported.
    pub fn __checked(self, _: Asked<Question>) -> (Types, Dropped) {
        (self.0, Dropped)
    }
}

/// The answer where it does.
impl<T: Tuple<N>, const N: usize> SplitProbe<T, N> {
    /// The types of the parts.
    pub fn __parts(self) -> Parts<T::Parts, Right, Kept> {
        Parts(T::parts(), PhantomData)
    }
}

/// The answer where it gives no tuple, but an array or a list.
pub trait WholeArray {
    /// The value.
    type Value;
    /// Types that are not looked at.
    type Types;
    /// Types that are not looked at.
    fn __parts(self) -> Parts<Self::Types, Self::Value, Dropped>;
}

impl<T: Shown, const N: usize> WholeArray for SplitProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T::As;
    type Types = <Poison as Tuple<N>>::Parts;
    fn __parts(self) -> Parts<Self::Types, T::As, Dropped> {
        Parts(<Poison as Tuple<N>>::parts(), PhantomData)
    }
}

/// The answer where it gives anything else.
pub trait WholeOther {
    /// The value.
    type Value;
    /// Types that are not looked at.
    type Types;
    /// Types that are not looked at.
    fn __parts(&self) -> Parts<Self::Types, Self::Value, Dropped>;
}

impl<T, const N: usize> WholeOther for SplitProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T;
    type Types = <Poison as Tuple<N>>::Parts;
    fn __parts(&self) -> Parts<Self::Types, T, Dropped> {
        Parts(<Poison as Tuple<N>>::parts(), PhantomData)
    }
}
