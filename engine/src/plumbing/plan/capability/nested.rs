//! Whether a step is itself a pipeline, and its graph.
//!
//! Invariant: a nested graph is made only where a graph is asked for.

use std::marker::PhantomData;

use crate::graph::Graph;

/// Asks for the graph of a step that is itself a pipeline: `<Nested<S>>::GRAPH`.
#[derive(Debug)]
pub struct Nested<S>(PhantomData<S>);

impl<S: Pipeline> Nested<S> {
    /// The pipeline's graph.
    pub const GRAPH: Option<fn() -> Graph> = Some(S::graph);
}

/// The answer for any other step.
pub trait NoGraph {
    /// None.
    const GRAPH: Option<fn() -> Graph> = None;
}

impl<S> NoGraph for Nested<S> {}

/// A pipeline: a step that can draw itself.
pub trait Pipeline {
    /// The pipeline's graph.
    fn graph() -> Graph;
}
