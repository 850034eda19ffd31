//! Whether a step is itself a pipeline, and what that pipeline tells of itself.
//!
//! Invariant: the graph of a nested pipeline is built only when a graph is requested.

use std::any::Any;
use std::marker::PhantomData;

use crate::graph::{FeatureNames, Graph};
use crate::step::{Features, Step};

/// What a step that is itself a pipeline tells of itself.
#[derive(Debug, Clone, Copy)]
pub struct NestedVtable {
    /// Builds its graph.
    pub(crate) graph: fn() -> Graph,
    /// Names the features inside of the fitted pipeline, given those of its inputs.
    pub(crate) feature_names: fn(&dyn Any, &[Features]) -> Option<FeatureNames>,
}

/// Asks whether a step is itself a pipeline: `<Nested<S>>::VTABLE`.
#[derive(Debug)]
pub struct Nested<S>(PhantomData<S>);

impl<S: Pipeline> Nested<S> {
    /// The functions of the pipeline.
    pub const VTABLE: Option<NestedVtable> = Some(NestedVtable {
        graph: S::drawn,
        feature_names: |fitted, inputs| Some(S::all_feature_names(fitted.downcast_ref()?, inputs)),
    });
}

/// The answer for any other step.
pub trait NotNested {
    /// `None`: the step is not a pipeline.
    const VTABLE: Option<NestedVtable> = None;
}

impl<S> NotNested for Nested<S> {}

/// A pipeline: a step that can draw itself.
pub trait Pipeline: Step {
    /// Builds the graph of the pipeline.
    fn drawn() -> Graph;

    /// Names the features of all values of the fitted pipeline, given those of its inputs.
    fn all_feature_names(fitted: &Self::Fitted, inputs: &[Features]) -> FeatureNames;
}
