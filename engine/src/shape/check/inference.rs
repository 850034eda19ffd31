//! The result of the checker: the shapes of the outputs, or a mismatch.
//!
//! Invariant: where there is a mismatch, the outputs are poison.

use super::mismatch::Mismatch;
use crate::shape::limits::MAX_OUTPUTS;
use crate::shape::shape::Shape;
use crate::shape::size::Dim;

/// The result of `infer`.
#[derive(Clone, Copy, Debug)]
pub struct Inference {
    pub(super) outputs: [Shape; MAX_OUTPUTS],
    pub(super) count: usize,
    pub(super) poison: bool,
    pub(super) undecided: bool,
    pub(super) mismatch: Option<Mismatch>,
}

impl Inference {
    pub(crate) const POISON: Inference = Inference {
        outputs: [Shape::POISON; MAX_OUTPUTS],
        count: 0,
        poison: true,
        undecided: false,
        mismatch: None,
    };

    pub(in crate::shape) const fn of_mismatch(mismatch: Mismatch) -> Inference {
        Inference { mismatch: Some(mismatch), ..Inference::POISON }
    }

    pub(in crate::shape) const fn of_shape(shape: Shape, undecided: bool) -> Inference {
        let mut inference = Inference { count: 1, poison: shape.is_poison(), undecided, ..Inference::POISON };
        inference.outputs[0] = shape;
        inference
    }

    /// Returns the shape of the `index`-th output: poison after an error, or if there is no such output.
    pub const fn output(&self, index: usize) -> Shape {
        if index < self.count { self.outputs[index] } else { Shape::POISON }
    }

    /// Replaces the answer of [`undecided`](Self::undecided).
    pub(in crate::shape) const fn with_undecided(self, undecided: bool) -> Inference {
        Inference { undecided, ..self }
    }

    /// Replaces the size of an existing axis.
    pub(in crate::shape) const fn set(&mut self, output: usize, axis: usize, dim: Dim) {
        self.outputs[output].set(axis, dim);
    }

    /// Returns the number of outputs; 0 after an error.
    pub const fn output_count(&self) -> usize {
        self.count
    }

    /// Returns the shapes of the outputs; none after an error.
    pub const fn outputs(&self) -> &[Shape] {
        self.outputs.split_at(self.count).0
    }

    /// Returns the same with unknown outputs, after an error that is no mismatch of shapes.
    pub(crate) const fn without_outputs(mut self) -> Self {
        self.outputs = [Shape::POISON; MAX_OUTPUTS];
        self
    }

    /// Returns the error, if there is one.
    pub(crate) const fn mismatch(&self) -> Option<Mismatch> {
        self.mismatch
    }

    /// Returns whether there is an error here or in an input.
    pub const fn is_poison(&self) -> bool {
        self.poison
    }

    /// Returns whether there is no error, here or in an input, and this many outputs.
    pub const fn is_right(&self, outputs: usize) -> bool {
        !self.poison && self.count == outputs
    }

    /// Returns whether the engine must infer again with the real numbers, because the symbols alone do not decide all
    /// questions.
    pub const fn undecided(&self) -> bool {
        self.undecided
    }
}
