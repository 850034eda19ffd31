//! What the expansion calls that rust-analyzer reads. It says which type a name has, and never runs.

use std::marker::PhantomData;

use super::probe::Poison;
use super::sketch::{Edge, Of, Tuple};
use crate::step::{Out, Step, Transform};

/// The shape of a value, as text: what an editor shows for its name.
pub type ShapeText = &'static str;

/// The name of an input or an equation, in a list of completions.
#[derive(Debug)]
pub struct Name;

/// An edge of this type.
pub fn edge_of<T>() -> Edge<T> {
    Edge::NEW
}

/// Asks what a step gives for an edge.
#[derive(Debug)]
pub struct GivenProbe<S, X>(PhantomData<fn(S, X)>);

/// Asks what the step gives for this edge.
pub fn given_probe<S, X>(_: Of<S>, _: &Edge<X>) -> GivenProbe<S, X> {
    GivenProbe(PhantomData)
}

/// The answer where the step takes it.
pub trait GivenValue {
    /// The type of the value.
    type Out;
    /// The edge that leaves the step.
    fn given(&self) -> Edge<Self::Out> {
        Edge::NEW
    }
}

impl<S: Step<Fitted: Transform<X>>, X> GivenValue for &GivenProbe<S, X> {
    type Out = Out<S, X>;
}

/// The answer where it does not.
pub trait GivenPoison {
    /// The edge behind a mistake.
    fn given(&self) -> Edge<Poison> {
        Edge::NEW
    }
}

impl<S, X> GivenPoison for GivenProbe<S, X> {}

/// The edges of the parts of a tuple.
pub fn parts_of<const N: usize, T: Tuple<N>>(_: Edge<T>) -> T::Edges {
    T::edges()
}

/// The edge of a list of `N` values.
pub fn list_of<const N: usize, T>(_: &Edge<T>) -> Edge<[T; N]> {
    Edge::NEW
}

/// A value of the type. There is none: this is for its type.
pub fn value_of<T>(_: Of<T>) -> T {
    unreachable!("an editor's expansion does not run")
}
