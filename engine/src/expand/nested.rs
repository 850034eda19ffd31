//! Whether a step is itself a pipeline, asked while the graph is drawn.

use std::marker::PhantomData;

use super::Graph;
use super::sketch::Of;

/// A pipeline: a step that can draw itself.
pub trait Pipeline {
    /// The pipeline's graph.
    fn graph() -> Graph;
}

/// Asks whether `S` is a pipeline.
#[derive(Debug)]
pub struct NestedProbe<S>(PhantomData<fn(S)>);

/// Asks whether `S` is a pipeline.
pub fn nested_probe<S>(_: Of<S>) -> NestedProbe<S> {
    NestedProbe(PhantomData)
}

/// The answer for a pipeline.
pub trait NestedPipeline {
    /// The pipeline's graph.
    fn nested(&self) -> Option<Graph>;
}

impl<S: Pipeline> NestedPipeline for &NestedProbe<S> {
    fn nested(&self) -> Option<Graph> {
        Some(S::graph())
    }
}

/// The answer for any other step.
pub trait NotNested {
    /// Nothing.
    fn nested(&self) -> Option<Graph> {
        None
    }
}

impl<S> NotNested for NestedProbe<S> {}
