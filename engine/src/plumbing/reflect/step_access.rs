//! Access to the steps of a pipeline by number: the trait that the generated code implements for `reflect`.

use std::any::Any;

use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::declared_size::DeclaredSize;

/// A pipeline whose steps can be reached by the numbers of their nodes.
pub trait StepAccess: PipelineDef + Sized + 'static {
    /// Returns the step of a node, or the pipeline itself if the node has none.
    fn step(&self, node: usize) -> &dyn Any;

    /// Returns the step of a node for changes, or the pipeline itself if the node has none.
    fn step_mut(&mut self, node: usize) -> &mut dyn Any;

    /// The declared sizes.
    const SIZES: &'static [DeclaredSize] = &[];

    /// Returns the step of a use of a declared size, even if it is an arm or an optional step that is not chosen.
    /// Returns the pipeline itself if the number has no step.
    fn sized(&self, _number: usize) -> &dyn Any {
        self
    }

    /// Returns the step of a use of a declared size for changes, as [`sized`](Self::sized) does.
    fn sized_mut(&mut self, _number: usize) -> &mut dyn Any {
        self
    }
}
