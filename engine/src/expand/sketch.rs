//! The strict reading of a pipeline: types without values. It is the one place where a type mistake is reported.
//!
//! Invariant: an edge behind a reported mistake is [`Poison`] or an error type, and nothing is said about it again.

use std::marker::PhantomData;

use super::probe::Poison;
use super::shown::Shown;
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
    /// What is to be done.
    fn mistake<X, Y>() -> Self::Mistake<X, Y>;
}

impl Report for Link<true> {
    type Mistake<X, Y> = Wrong<X, Y>;
    fn mistake<X, Y>() -> Wrong<X, Y> {
        Wrong(PhantomData)
    }
}

impl Report for Link<false> {
    type Mistake<X, Y> = Silent;
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

    /// Nothing is to be shown.
    pub fn shown(&self) -> Of<()> {
        Of::new()
    }

    /// The edge that leaves the step.
    pub fn then<S: Fit<X, Y>, X, Y>(self, _: Of<S>, _: &Edge<X>, _: &Edge<Y>, _: Of<()>) -> Edge<Out<S, X>> {
        Edge::NEW
    }

    /// The edge that leaves a step with a target.
    pub fn then_against<S: Fit<X, Y>, X, Y>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Of<()>,
    ) -> Edge<Out<S, X>> {
        Edge::NEW
    }
}

impl<X, Y> NotTaken<X, Y> {
    /// What is to be reported.
    pub fn after<L: Report>(self, _: L) -> L::Mistake<X, Y> {
        L::mistake()
    }
}

/// Never implemented: its message is what the user reads about a step and a value that do not fit.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not take `{Self}`",
    label = "does not take what stands before it",
    note = "a step takes what its implementations of `Fit` and `Transform` name; `Array<f32, 2>` is an array of `f32` with 2 axes"
)]
pub trait Accepted<S> {
    /// Nothing.
    type Out;
}

/// Never implemented: its message is what the user reads about a step and a target that do not fit.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not learn from `{Self}` against `{Y}`",
    label = "does not take what stands before it, or the target in `.fit(..)`",
    note = "a step learns from what its implementations of `Fit` name; `Array<f32, 2>` is an array of `f32` with 2 axes"
)]
pub trait AcceptedAgainst<S, Y> {
    /// Nothing.
    type Out;
}

impl<X, Y> Wrong<X, Y> {
    /// What the value is called.
    pub fn shown(&self) -> Of<X> {
        Of::new()
    }

    /// Reports the mistake.
    pub fn then<S, V, T, Shown: Accepted<S>>(
        self,
        _: Of<S>,
        _: &Edge<V>,
        _: &Edge<T>,
        _: Of<Shown>,
    ) -> Edge<Shown::Out> {
        Edge::NEW
    }

    /// Reports the mistake.
    pub fn then_against<S, V, T, Shown: AcceptedAgainst<S, Y>>(
        self,
        _: Of<S>,
        _: &Edge<V>,
        _: &Edge<T>,
        _: Of<Shown>,
    ) -> Edge<Shown::Out> {
        Edge::NEW
    }
}

impl Silent {
    /// Nothing is to be shown.
    pub fn shown(&self) -> Of<()> {
        Of::new()
    }

    /// Says nothing.
    pub fn then<S, X, Y>(self, _: Of<S>, _: &Edge<X>, _: &Edge<Y>, _: Of<()>) -> Edge<Poison> {
        Edge::NEW
    }

    /// Says nothing.
    pub fn then_against<S, X, Y>(self, _: Of<S>, _: &Edge<X>, _: &Edge<Y>, _: Of<()>) -> Edge<Poison> {
        Edge::NEW
    }
}

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

/// Never implemented: its message is what the user reads about a value that cannot flow along an edge.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow along an edge",
    label = "not `Clone + Send + Sync + 'static`",
    note = "branches run in parallel, so a value on an edge must be `Clone + Send + Sync + 'static`"
)]
pub trait Flows {
    /// Nothing.
    type As;
}

impl Taken {
    /// The edge of an input.
    pub fn input<T>(self, _: Of<T>) -> Edge<T> {
        Edge::NEW
    }
}

impl Wrong<(), ()> {
    /// Reports the mistake.
    pub fn input<T: Flows>(self, _: Of<T>) -> Edge<T::As> {
        Edge::NEW
    }
}

/// The edges of a source `[a, b, c]`.
#[derive(Debug)]
pub struct ListOfEdges<T>(PhantomData<fn() -> T>);

/// The edges of a list behind a reported mistake.
#[derive(Debug)]
pub struct SilentList;

/// Says that the values of a list are of one type.
#[diagnostic::on_unimplemented(
    message = "a list holds values of one type: `{Self}` stands beside `{T}`",
    label = "another type than the first value of the list",
    note = "values of several types go into a step as a tuple: `(a, b)`"
)]
pub trait SameAs<T> {}

impl<T> SameAs<T> for T {}

/// Says that a step gives `N` values.
#[diagnostic::on_unimplemented(
    message = "{N} names stand for one value of type `{Self}`",
    label = "does not give a tuple of {N} values"
)]
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

/// Says that an output is of the promised type.
#[diagnostic::on_unimplemented(
    message = "the pipeline promises `{P}`, and gives `{Self}`",
    label = "not of the promised type"
)]
pub trait Delivers<P> {}

impl<T> Delivers<T> for T {}

impl Link<true> {
    /// A list that starts with this type.
    pub fn list<T>(&self, _: Of<T>) -> ListOfEdges<T> {
        ListOfEdges(PhantomData)
    }

    /// The edges of the parts of a tuple.
    pub fn split<const N: usize, T: Tuple<N>>(&self, _: Edge<T>) -> T::Edges {
        T::edges()
    }

    /// Compares the type of an output with the promise.
    pub fn promise<P, T: Delivers<P>>(&self, _: Of<P>, _: Of<T>) {}
}

impl Link<false> {
    /// A list that is not looked at.
    pub fn list<T>(&self, _: Of<T>) -> SilentList {
        SilentList
    }

    /// Edges that are not looked at.
    pub fn split<const N: usize, T>(&self, _: Edge<T>) -> <Poison as Tuple<N>>::Edges
    where
        Poison: Tuple<N>,
    {
        <Poison as Tuple<N>>::edges()
    }

    /// Says nothing.
    pub fn promise<P, T>(&self, _: Of<P>, _: Of<T>) {}
}

impl<T> ListOfEdges<T> {
    /// Compares the type of another edge with the first.
    pub fn push<U: SameAs<T>>(&self, _: Of<U>) {}

    /// The list as one edge.
    pub fn edge<X, const N: usize>(&self, _: &Edge<X>) -> Edge<[X; N]> {
        Edge::NEW
    }
}

impl SilentList {
    /// Says nothing.
    pub fn push<U>(&self, _: Of<U>) {}

    /// The list as one edge.
    pub fn edge<X, const N: usize>(&self, _: &Edge<X>) -> Edge<Poison> {
        Edge::NEW
    }
}
