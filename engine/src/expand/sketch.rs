//! The strict reading of a pipeline: types and shapes without values. It draws the graph, and it is the one place
//! where a type mistake is reported.
//!
//! Invariant: an edge behind a reported mistake is [`Poison`] or an error type, and nothing is said about it again.

use std::marker::PhantomData;

use super::probe::{Broken, FitProbe, Poison, Typed};
use crate::errors::{Asked, Right};
use crate::graph::{EdgeType, Graph, GraphBuilder, Location, Port, StepInfo};
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
pub struct Edge<T> {
    port: Option<Port>,
    value: PhantomData<fn() -> T>,
}

impl<T> Edge<T> {
    fn new(port: Option<Port>) -> Self {
        Self { port, value: PhantomData }
    }

    /// The same edge with its place in the graph.
    #[must_use]
    pub fn at(self, port: Port) -> Self {
        Self::new(Some(port))
    }

    /// The same edge with the first of these places in the graph.
    #[must_use]
    pub fn at_first(self, ports: &mut impl Iterator<Item = Port>) -> Self {
        Self::new(ports.next())
    }

    /// Its place in the graph.
    pub fn port(&self) -> Option<Port> {
        self.port.clone()
    }

    /// The same edge under another name.
    #[must_use]
    pub fn same(&self) -> Self {
        Self::new(self.port())
    }
}

/// The edge behind a mistake.
pub fn poison_edge() -> Edge<Poison> {
    Edge::new(None)
}

/// The edge that leaves a check at run time.
pub fn same<T>(edge: &Edge<T>) -> Edge<T> {
    Edge::new(edge.port())
}

/// The place in the user's source where this is called.
#[track_caller]
pub fn here() -> Location {
    let caller = std::panic::Location::caller();
    Location::new(caller.file(), caller.line(), caller.column())
}

/// Asks whether a step takes what an edge carries.
pub fn edge_probe<S, X, Y>(_: Of<S>, _: &Edge<X>, _: &Edge<Y>) -> FitProbe<S, X, Y> {
    FitProbe::new()
}

/// No edge at all: what a step without `.fit(..)` learns against.
pub fn none() -> Edge<()> {
    Edge::new(None)
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
    Edge::new(None)
}

/// Whether the shapes on the way into a node are right. Where they are not, the types are not looked at.
#[derive(Debug)]
pub struct Link<const RIGHT: bool>;

/// A type mistake that is to be reported.
#[derive(Debug)]
pub struct Wrong;

/// A mistake that has been reported.
#[derive(Debug)]
pub struct Silent;

/// What is to be done about a node, once its types and its shapes are known.
pub trait Judge<Tag> {
    /// [`Typed`], [`Wrong`] or [`Silent`].
    type Verdict;
    /// The verdict.
    fn judge(&self, tag: Tag) -> Self::Verdict;
}

impl Judge<Typed> for Link<true> {
    type Verdict = Typed;
    fn judge(&self, tag: Typed) -> Typed {
        tag
    }
}

impl Judge<Broken> for Link<true> {
    type Verdict = Wrong;
    fn judge(&self, _: Broken) -> Wrong {
        Wrong
    }
}

impl<Tag> Judge<Tag> for Link<false> {
    type Verdict = Silent;
    fn judge(&self, _: Tag) -> Silent {
        Silent
    }
}

impl Typed {
    /// The edge that leaves the step.
    pub fn then<S: Fit<X, Y>, X, Y, XShown>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Of<XShown>,
        _: Asked<Right>,
    ) -> Edge<Out<S, X>> {
        Edge::new(None)
    }

    /// The step learns against a target.
    #[must_use]
    pub fn against<YShown>(self, _: Of<YShown>) -> Self {
        self
    }

    /// The edge of an input.
    pub fn input<T>(self, _: Of<T>, _: Asked<Right>) -> Edge<T> {
        Edge::new(None)
    }
}

/// A type mistake in a step or its target that is to be reported.
#[derive(Debug)]
pub struct WrongAgainst<YShown>(PhantomData<YShown>);

impl Wrong {
    /// Reports the mistake.
    pub fn then<S, X, Y, XShown>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Of<XShown>,
        _: Asked<XShown>,
    ) -> Edge<Poison> {
        Edge::new(None)
    }

    /// The step learns against a target.
    pub fn against<YShown>(self, _: Of<YShown>) -> WrongAgainst<YShown> {
        WrongAgainst(PhantomData)
    }

    /// Reports an input that cannot flow.
    pub fn input<T>(self, _: Of<T>, _: Asked<T>) -> Edge<Poison> {
        Edge::new(None)
    }
}

impl<YShown> WrongAgainst<YShown> {
    /// Reports the mistake.
    pub fn then<S, X, Y, XShown>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Of<XShown>,
        _: Asked<XShown, YShown>,
    ) -> Edge<Poison> {
        Edge::new(None)
    }
}

impl Silent {
    /// Says nothing.
    pub fn then<S, X, Y, XShown>(
        self,
        _: Of<S>,
        _: &Edge<X>,
        _: &Edge<Y>,
        _: Of<XShown>,
        _: Asked<Right>,
    ) -> Edge<Poison> {
        Edge::new(None)
    }

    /// The step learns against a target.
    #[must_use]
    pub fn against<YShown>(self, _: Of<YShown>) -> Self {
        self
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

/// The edges of a source `[a, b, c]`.
#[derive(Debug)]
pub struct ListOfEdges<T>(PhantomData<fn() -> T>);

/// The edges of a list behind a reported mistake.
#[derive(Debug)]
pub struct SilentList;

impl Link<true> {
    /// A list that starts with this edge.
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
        Edge::new(None)
    }
}

impl SilentList {
    /// Says nothing.
    pub fn push<U>(&self, _: Of<U>, _: Asked<(), ()>) {}

    /// The list as one edge.
    pub fn edge<X, const N: usize>(&self, _: &Edge<X>) -> Edge<Poison> {
        Edge::new(None)
    }
}

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
                    ($(Edge::<$part>::new(None),)+)
                }
            }
            impl Tuple<$count> for Poison {
                type Edges = ($(Edge<$poison>,)+);
                fn edges() -> Self::Edges {
                    ($(Edge::<$poison>::new(None),)+)
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
pub fn split_probe<const N: usize, T>(_: &Edge<T>) -> SplitProbe<T, N> {
    SplitProbe(PhantomData)
}

/// The edges of the parts of a tuple, before `Question` is asked.
#[derive(Debug)]
pub struct Parts<Edges, Question>(Edges, PhantomData<fn() -> Question>);

impl<Edges, Question> Parts<Edges, Question> {
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
    fn parts(&self) -> Parts<Self::Edges, Right>;
}

impl<T: Tuple<N>, const N: usize> SplitEdge for &SplitProbe<T, N> {
    type Edges = T::Edges;
    fn parts(&self) -> Parts<T::Edges, Right> {
        Parts(T::edges(), PhantomData)
    }
}

/// The answer where it does not.
pub trait WholeEdge {
    /// The value.
    type Value;
    /// Edges that are not looked at.
    type Edges;
    /// Edges that are not looked at.
    fn parts(&self) -> Parts<Self::Edges, Self::Value>;
}

impl<T, const N: usize> WholeEdge for SplitProbe<T, N>
where
    Poison: Tuple<N>,
{
    type Value = T;
    type Edges = <Poison as Tuple<N>>::Edges;
    fn parts(&self) -> Parts<Self::Edges, T> {
        Parts(<Poison as Tuple<N>>::edges(), PhantomData)
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
    fn flow(&self) -> Typed {
        Typed
    }
}

impl<T: Value> FlowingValue for &FlowProbe<T> {}

/// The answer where it cannot.
pub trait StandingValue {
    /// The answer.
    fn flow(&self) -> Wrong {
        Wrong
    }
}

impl<T> StandingValue for FlowProbe<T> {}

/// The graph while it is drawn.
#[derive(Debug)]
pub struct Sketch(GraphBuilder);

impl Sketch {
    /// An empty drawing.
    pub fn new(name: &str) -> Self {
        Self(GraphBuilder::new(name))
    }

    /// Draws an input.
    pub fn draw_input(&mut self, name: &str, fit_only: bool, location: Location, edge: EdgeType) -> Port {
        self.0.input(name, fit_only, location, edge)
    }

    /// Draws a step. An input without a place in the graph stands behind a mistake, and is left out.
    pub fn draw_step(
        &mut self,
        info: StepInfo<'_>,
        inputs: &[Option<Port>],
        targets: &[Option<Port>],
        nested: Option<Graph>,
        outputs: Vec<EdgeType>,
    ) -> Vec<Port> {
        let inputs: Vec<Port> = inputs.iter().flatten().cloned().collect();
        let targets: Vec<Port> = targets.iter().flatten().cloned().collect();
        self.0.step(info, &inputs, &targets, nested, outputs)
    }

    /// Draws an output.
    pub fn draw_output(&mut self, name: &str, port: Option<Port>) {
        if let Some(port) = port {
            self.0.output(name, &port);
        }
    }

    /// The graph.
    pub fn finish(self) -> Graph {
        self.0.finish()
    }
}
