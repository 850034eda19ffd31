//! The items that the expansion for editors calls. They give each name its type, and never run.

use std::marker::PhantomData;

use super::display::DisplayProbe;
use super::probe::Of;
use crate::diagnostics::poison::Poison;
use crate::plumbing::exec::nodes::column::ColumnOf;
use crate::step::{Out, Step, Transform};

/// An edge whose values are of type `T`.
#[derive(Debug)]
pub struct Edge<T>(PhantomData<fn() -> T>);

impl<T> Edge<T> {
    const NEW: Self = Self(PhantomData);

    /// Returns the same edge under another name.
    #[must_use]
    pub fn same(&self) -> Self {
        Self::NEW
    }
}

/// Returns the edge of a source that does not exist.
pub fn none() -> Edge<()> {
    Edge::NEW
}

/// Returns the edge after a mistake.
pub fn poison_edge() -> Edge<Poison> {
    Edge::NEW
}

/// Asks which type a message shows for the values of this edge.
pub fn edge_display_probe<T>(_: &Edge<T>) -> DisplayProbe<T> {
    DisplayProbe::new()
}

/// A tuple of edges, `(a, b)`, that becomes one edge.
pub trait TupleOfEdges {
    /// The tuple of the values of the edges.
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

/// Combines several edges, `(a, b)`, into one edge.
pub fn tuple<T: TupleOfEdges>(_: &T) -> Edge<T::Value> {
    Edge::NEW
}

/// A tuple of `N` values.
pub trait EdgesOf<const N: usize> {
    /// The edges of the parts.
    type Edges;
    /// Returns the edges of the parts.
    fn edges() -> Self::Edges;
}

macro_rules! edges_of {
    ($($count:literal: $($part:ident)+, $($poison:ident)+);+) => {
        $(
            impl<$($part),+> EdgesOf<$count> for ($($part,)+) {
                type Edges = ($(Edge<$part>,)+);
                fn edges() -> Self::Edges {
                    ($(Edge::<$part>::NEW,)+)
                }
            }
            impl EdgesOf<$count> for Poison {
                type Edges = ($(Edge<$poison>,)+);
                fn edges() -> Self::Edges {
                    ($(Edge::<$poison>::NEW,)+)
                }
            }
        )+
    };
}
edges_of!(2: A B, Poison Poison; 3: A B C, Poison Poison Poison; 4: A B C D, Poison Poison Poison Poison);

/// The shape of a value as text, which an editor shows for its name.
pub type ShapeText = &'static str;

/// The name of an input or an equation, in a list of completions.
#[derive(Debug)]
pub struct Name;

/// Returns an edge of this type.
pub fn edge_of<T>() -> Edge<T> {
    Edge::NEW
}

/// Asks for the output of a step for the values of an edge.
#[derive(Debug)]
pub struct GivenProbe<S, X>(PhantomData<fn(S, X)>);

/// Asks for the output of this step for the values of this edge.
pub fn given_probe<S, X>(_: Of<S>, _: &Edge<X>) -> GivenProbe<S, X> {
    GivenProbe(PhantomData)
}

/// The answer if the step accepts the values.
pub trait GivenValue {
    /// The type of the output.
    type Out;
    /// Returns the edge of the output.
    fn given(&self) -> Edge<Self::Out> {
        Edge::NEW
    }
}

impl<S: Step<Fitted: Transform<X>>, X> GivenValue for &GivenProbe<S, X> {
    type Out = Out<S, X>;
}

/// The answer if the step does not accept the values.
pub trait GivenPoison {
    /// Returns the edge after a mistake.
    fn given(&self) -> Edge<Poison> {
        Edge::NEW
    }
}

impl<S, X> GivenPoison for GivenProbe<S, X> {}

/// Returns the edges of the parts of a tuple.
pub fn parts_of<const N: usize, T: EdgesOf<N>>(_: Edge<T>) -> T::Edges {
    T::edges()
}

/// Returns the edge of a column of records.
pub fn column_edge<const NUMBER: u64, T: ColumnOf<NUMBER>>(_: &Edge<T>) -> Edge<T::Column> {
    Edge::NEW
}

/// Returns the edge of a list of `N` values.
pub fn list_of<const N: usize, T>(_: &Edge<T>) -> Edge<[T; N]> {
    Edge::NEW
}

/// Has the type `T`, but never returns a value: only its type matters.
pub fn value_of<T>(_: Of<T>) -> T {
    unreachable!("the expansion for editors never runs")
}
