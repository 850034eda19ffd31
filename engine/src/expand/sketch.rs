//! The strict reading of a pipeline: types without values. It is the one place where a type mistake is reported.
//!
//! Invariant: an edge behind a reported mistake is [`Poison`] or an error type, and nothing is said about it again.

use std::marker::PhantomData;

use super::probe::Poison;
use super::shown::Shown;
use crate::errors::{Asked, Right};
use crate::graph::Location;
use crate::step::{Fit, Out, Value};

/// A type, as an argument.
#[derive(Debug)]
pub struct Of<T>(PhantomData<fn() -> T>);

impl<T> Of<T> {
    /// The type `T`.
    #[expect(clippy::new_without_default, reason = "it stands for a type; there is nothing to default")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// An edge whose values are of type `T`.
#[derive(Debug)]
pub struct Edge<T>(PhantomData<fn() -> T>);

impl<T> Edge<T> {
    pub(super) const NEW: Self = Self(PhantomData);

    /// The same edge under another name.
    #[must_use]
    pub fn same(&self) -> Self {
        Self::NEW
    }

    /// The type of its values.
    pub fn of(&self) -> Of<T> {
        Of::new()
    }
}

/// No edge at all: what a step without `.fit(..)` learns against.
pub fn none() -> Edge<()> {
    Edge::NEW
}

/// The edge behind a mistake.
pub fn poison_edge() -> Edge<Poison> {
    Edge::NEW
}

/// The place in the user's source where this is called.
#[track_caller]
pub const fn here() -> Location {
    let caller = std::panic::Location::caller();
    Location::new(caller.file(), caller.line(), caller.column())
}

/// Several edges as one: `(a, b)`.
pub trait TupleOfEdges {
    /// The tuple of their values.
    type Value;
}

macro_rules! tuple_of_edges {
    ($($($part:ident)+),+) => {
        $(impl<$($part),+> TupleOfEdges for ($(&Edge<$part>,)+) {
            type Value = ($($part,)+);
        })+
    };
}
tuple_of_edges!(A, A B, A B C, A B C D, A B C D E, A B C D E F, A B C D E F G, A B C D E F G H);

/// Several edges as one: `(a, b)`.
pub fn tuple<T: TupleOfEdges>(_: &T) -> Edge<T::Value> {
    Edge::NEW
}

/// Whether the shapes on the way into a node are right. Where they are not, its types are not looked at.
#[derive(Debug, Clone, Copy)]
pub struct Link<const RIGHT: bool>;

/// Asks whether a step takes what an edge carries.
#[derive(Debug)]
pub struct EdgeProbe<S, X, Y>(PhantomData<fn(S, X, Y)>);

/// Asks whether a step takes what an edge carries.
pub fn edge_probe<S, X, Y>(_: &Of<S>, _: &Edge<X>, _: &Edge<Y>) -> EdgeProbe<S, X, Y> {
    EdgeProbe(PhantomData)
}

/// The step takes it.
#[derive(Debug)]
pub struct Taken;

/// The step does not take an `X`, or not against a `Y`.
#[derive(Debug)]
pub struct NotTaken<X, Y>(PhantomData<fn(X, Y)>);

/// The answer where the step takes it.
pub trait ProbeTaken {
    /// The answer.
    fn verdict(&self) -> Taken {
        Taken
    }
}

impl<S: Fit<X, Y>, X, Y> ProbeTaken for &&EdgeProbe<S, X, Y> {}

/// The answer where it does not, about arrays, tuples and lists of them.
pub trait ProbeShown {
    /// What stands for `X`.
    type X;
    /// What stands for `Y`.
    type Y;
    /// The answer.
    fn verdict(&self) -> NotTaken<Self::X, Self::Y> {
        NotTaken(PhantomData)
    }
}

impl<S, X: Shown, Y: Shown> ProbeShown for &EdgeProbe<S, X, Y> {
    type X = X::As;
    type Y = Y::As;
}

/// The answer where it does not, about anything else.
pub trait ProbeOther {
    /// The value's type.
    type X;
    /// The target's type.
    type Y;
    /// The answer.
    fn verdict(&self) -> NotTaken<Self::X, Self::Y> {
        NotTaken(PhantomData)
    }
}

impl<S, X, Y> ProbeOther for EdgeProbe<S, X, Y> {
    type X = X;
    type Y = Y;
}

/// A type mistake that is to be reported.
#[derive(Debug)]
pub struct Wrong<X, Y>(PhantomData<fn(X, Y)>);

/// A mistake that has been reported.
#[derive(Debug)]
pub struct Silent;

/// What is to be done about a type mistake: report it, unless the shapes before it are wrong already.
pub trait Report {
    /// [`Wrong`] or [`Silent`].
    type Mistake<X, Y>;
    /// `X`, or nothing that is asked about.
    type Question<X>;
    /// What is to be done.
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
}

impl Report for Link<true> {
    type Mistake<X, Y> = Wrong<X, Y>;
    type Question<X> = X;
    fn mistake<X, Y>() -> Wrong<X, Y> {
        Wrong(PhantomData)
    }
}

impl Report for Link<false> {
    type Mistake<X, Y> = Silent;
    type Question<X> = Right;
    fn mistake<X, Y>() -> Silent {
        Silent
    }
}

impl Taken {
    /// Nothing is to be reported.
    #[must_use]
    pub fn after<L>(self, _: L) -> Self {
        self
    }

    /// The edge that leaves the step.
    pub fn then<S: Fit<X, Y>, X, Y>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Asked<Right>,
    ) -> Edge<Out<S, X>> {
        Edge::NEW
    }

    /// The edge that leaves a step with a target.
    pub fn then_against<S: Fit<X, Y>, X, Y>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Asked<Right>,
    ) -> Edge<Out<S, X>> {
        Edge::NEW
    }

    /// The edge of an input.
    pub fn input<T>(self, _: Of<T>, _: Asked<Right>) -> Edge<T> {
        Edge::NEW
    }
}

impl<X, Y> NotTaken<X, Y> {
    /// What is to be reported.
    pub fn after<L: Report>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

impl<X, Y> Wrong<X, Y> {
    /// Reports the mistake.
    pub fn then<S, V, T>(self, _: Of<S>, _: &Edge<V>, _: &Edge<T>, _: Asked<X>) -> Edge<Poison> {
        Edge::NEW
    }

    /// Reports the mistake, of a step with a target.
    pub fn then_against<S, V, T>(self, _: Of<S>, _: &Edge<V>, _: &Edge<T>, _: Asked<X, Y>) -> Edge<Poison> {
        Edge::NEW
    }
}

impl Silent {
    /// Says nothing.
    pub fn then<S, X, Y>(self, _: Of<S>, _: &Edge<X>, _: &Edge<Y>, _: Asked<Right>) -> Edge<Poison> {
        Edge::NEW
    }

    /// Says nothing.
    pub fn then_against<S, X, Y>(self, _: Of<S>, _: &Edge<X>, _: &Edge<Y>, _: Asked<Right>) -> Edge<Poison> {
        Edge::NEW
    }
}

/// Asks whether an edge stands behind a mistake.
#[derive(Debug)]
pub struct SoundProbe<T>(PhantomData<fn() -> T>);

/// Asks whether an edge stands behind a mistake.
pub fn sound_probe<T>(_: &Edge<T>) -> SoundProbe<T> {
    SoundProbe(PhantomData)
}

/// The answer where it does: nothing is said about what follows.
pub trait PoisonedEdge {
    /// The answer.
    fn pass<L>(&self, _: L) -> Link<false> {
        Link
    }
}

impl PoisonedEdge for &SoundProbe<Poison> {}

/// The answer where it does not.
pub trait SoundEdge {
    /// The answer.
    fn pass<L>(&self, link: L) -> L {
        link
    }
}

impl<T> SoundEdge for SoundProbe<T> {}

/// Asks whether a type can flow along an edge.
#[derive(Debug)]
pub struct FlowProbe<T>(PhantomData<fn() -> T>);

/// Asks whether a type can flow along an edge.
pub fn flow_probe<T>(_: Of<T>) -> FlowProbe<T> {
    FlowProbe(PhantomData)
}

/// The answer where it can.
pub trait FlowingValue {
    /// The answer.
    fn flow(&self) -> Taken {
        Taken
    }
}

impl<T: Value> FlowingValue for &FlowProbe<T> {}

/// The answer where it cannot.
pub trait StandingValue {
    /// The answer.
    fn flow(&self) -> Wrong<(), ()> {
        Wrong(PhantomData)
    }
}

impl<T> StandingValue for FlowProbe<T> {}

impl Wrong<(), ()> {
    /// Reports an input that cannot flow.
    pub fn input<T>(self, _: Of<T>, _: Asked<T>) -> Edge<Poison> {
        Edge::NEW
    }
}

/// The edges of a source `[a, b, c]`.
#[derive(Debug)]
pub struct ListOfEdges<T>(PhantomData<fn() -> T>);

/// The edges of a list behind a reported mistake.
#[derive(Debug)]
pub struct SilentList;

/// A tuple of `N` values.
pub trait Tuple<const N: usize> {
    /// The edges of the parts.
    type Edges;
    /// The edges of the parts.
    fn edges() -> Self::Edges;
}

macro_rules! tuple_parts {
    ($($count:literal: $($part:ident)+, $($poison:ident)+);+) => {
        $(
            impl<$($part),+> Tuple<$count> for ($($part,)+) {
                type Edges = ($(Edge<$part>,)+);
                fn edges() -> Self::Edges {
                    ($(Edge::<$part>::NEW,)+)
                }
            }
            impl Tuple<$count> for Poison {
                type Edges = ($(Edge<$poison>,)+);
                fn edges() -> Self::Edges {
                    ($(Edge::<$poison>::NEW,)+)
                }
            }
        )+
    };
}
tuple_parts!(2: A B, Poison Poison; 3: A B C, Poison Poison Poison; 4: A B C D, Poison Poison Poison Poison);

/// Asks whether an edge carries a tuple of `N` values.
#[derive(Debug)]
pub struct SplitProbe<T, const N: usize>(PhantomData<fn() -> T>);

/// Asks whether an edge carries a tuple of `N` values.
pub fn split_probe<const N: usize, T>(_: Edge<T>) -> SplitProbe<T, N> {
    SplitProbe(PhantomData)
}

/// The edges of the parts of a tuple, before `Question` is asked.
#[derive(Debug)]
pub struct Parts<Edges, Question>(Edges, PhantomData<fn() -> Question>);

impl<Edges, Question> Parts<Edges, Question> {
    /// Nothing is asked where the shapes are wrong already.
    pub fn after<L: Report>(self, _: L) -> Parts<Edges, L::Question<Question>> {
        Parts(self.0, PhantomData)
    }

    /// The edges; a value that is no tuple is reported.
    pub fn checked(self, _: Asked<Question>) -> Edges {
        self.0
    }
}

/// The answer where it does.
pub trait SplitEdge {
    /// The edges of the parts.
    type Edges;
    /// The edges of the parts.
    fn edges(&self) -> Parts<Self::Edges, Right>;
}

impl<T: Tuple<N>, const N: usize> SplitEdge for &&SplitProbe<T, N> {
    type Edges = T::Edges;
    fn edges(&self) -> Parts<T::Edges, Right> {
        Parts(T::edges(), PhantomData)
    }
}

/// The answer where it does not carry one, but an array or a list.
pub trait WholeEdge {
    /// The value.
    type Value;
    /// Edges that are not looked at.
    type Edges;
    /// Edges that are not looked at.
    fn edges(&self) -> Parts<Self::Edges, Self::Value>;
}

impl<T: Shown, const N: usize> WholeEdge for &SplitProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T::As;
    type Edges = <Poison as Tuple<N>>::Edges;
    fn edges(&self) -> Parts<Self::Edges, T::As> {
        Parts(<Poison as Tuple<N>>::edges(), PhantomData)
    }
}

/// The answer where it carries anything else.
pub trait OtherEdge {
    /// The value.
    type Value;
    /// Edges that are not looked at.
    type Edges;
    /// Edges that are not looked at.
    fn edges(&self) -> Parts<Self::Edges, Self::Value>;
}

impl<T, const N: usize> OtherEdge for SplitProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T;
    type Edges = <Poison as Tuple<N>>::Edges;
    fn edges(&self) -> Parts<Self::Edges, T> {
        Parts(<Poison as Tuple<N>>::edges(), PhantomData)
    }
}

impl Link<true> {
    /// A list that starts with this type.
    pub fn list<T>(&self, _: Of<T>) -> ListOfEdges<T> {
        ListOfEdges(PhantomData)
    }

    /// Compares the type of an output with the promise.
    pub fn promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<T, P>) {}
}

impl Link<false> {
    /// A list that is not looked at.
    pub fn list<T>(&self, _: Of<T>) -> SilentList {
        SilentList
    }

    /// Says nothing.
    pub fn promise<P, T>(&self, _: Of<P>, _: Of<T>, _: Asked<(), ()>) {}
}

impl<T> ListOfEdges<T> {
    /// Compares the type of another edge with the first.
    pub fn push<U>(&self, _: Of<U>, _: Asked<U, T>) {}

    /// The list as one edge.
    pub fn edge<X, const N: usize>(&self, _: &Edge<X>) -> Edge<[X; N]> {
        Edge::NEW
    }
}

impl SilentList {
    /// Says nothing.
    pub fn push<U>(&self, _: Of<U>, _: Asked<(), ()>) {}

    /// The list as one edge.
    pub fn edge<X, const N: usize>(&self, _: &Edge<X>) -> Edge<Poison> {
        Edge::NEW
    }
}
