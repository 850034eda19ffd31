//! The steps of a pipeline by number: all that its hyperparameters need of the generated code.

use std::any::Any;

use crate::plumbing::exec::pipeline::PipelineDef;
use crate::plumbing::plan::declared_size::DeclaredSize;

/// A pipeline whose steps can be reached by the numbers of their nodes.
pub trait StepAccess: PipelineDef + Sized + 'static {
    /// The step of a node; the pipeline itself where the node has none.
    fn step(&self, node: usize) -> &dyn Any;

    /// As [`step`](Self::step), to change it.
    fn step_mut(&mut self, node: usize) -> &mut dyn Any;

    /// The sizes that the user declares.
    const SIZES: &'static [DeclaredSize] = &[];

    /// The step of a use of a size, whether it is chosen and there or not; the pipeline itself where there is none.
    fn sized(&self, _number: usize) -> &dyn Any {
        self
    }

    /// As [`sized`](Self::sized), to change it.
    fn sized_mut(&mut self, _number: usize) -> &mut dyn Any {
        self
    }
}
