//! What the expansion calls that rust-analyzer reads. It says which type a name has, and never runs.

use super::sketch::{Edge, Of, Tuple};
use crate::step::{Out, Step, Transform};

/// The shape of a value, as text: what an editor shows for its name.
pub type ShapeText = &'static str;

/// An edge of this type.
pub fn edge_of<T>() -> Edge<T> {
    Edge::new(None)
}

/// The edge that leaves a step.
pub fn given_by<S: Step<Fitted: Transform<X>>, X>(_: &Edge<X>) -> Edge<Out<S, X>> {
    Edge::new(None)
}

/// The edges of the parts of a tuple.
pub fn parts_of<const N: usize, T: Tuple<N>>(_: Edge<T>) -> T::Edges {
    T::edges()
}

/// The edge of a list of `N` values.
pub fn list_of<const N: usize, T>(_: &Edge<T>) -> Edge<[T; N]> {
    Edge::new(None)
}

/// A value of the type. There is none: this is for its type.
pub fn value_of<T>(_: Of<T>) -> T {
    unreachable!("an editor's expansion does not run")
}
