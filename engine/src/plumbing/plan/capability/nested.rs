//! Whether a step is itself a pipeline, and its graph.
//!
//! Invariant: the graph of a nested pipeline is built only when a graph is requested.

use std::marker::PhantomData;

use crate::graph::Graph;

/// Asks for the graph of a step that is itself a pipeline: `<Nested<S>>::GRAPH`.
#[derive(Debug)]
pub struct Nested<S>(PhantomData<S>);

impl<S: Pipeline> Nested<S> {
    /// The function that builds the graph of the pipeline.
    pub const GRAPH: Option<fn() -> Graph> = Some(S::graph);
}

/// The answer for any other step.
pub trait NoGraph {
    /// `None`: the step is not a pipeline.
    const GRAPH: Option<fn() -> Graph> = None;
}

impl<S> NoGraph for Nested<S> {}

/// A pipeline: a step that can draw itself.
pub trait Pipeline {
    /// Builds the graph of the pipeline.
    fn graph() -> Graph;
}
