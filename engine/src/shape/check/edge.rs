//! An edge into a step.

use super::infer::infer;
use super::inference::Inference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};

/// An edge into a step, in the words of the user: what a message needs beyond the mismatch.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// The step, as written: `LogisticRegression<24>`.
    pub step: &'a str,
    /// The step's signature.
    pub signature: &'a Signature,
    /// The shapes that flow in.
    pub inputs: &'a [Shape],
    /// What the inputs are called; may be shorter than `inputs`.
    pub sources: &'a [&'a str],
    /// The shapes in `.fit(..)`.
    pub targets: Targets<'a>,
    /// What they are called; may be shorter.
    pub target_sources: &'a [&'a str],
    /// The number of the node, from 1.
    pub origin: u16,
}

impl Edge<'_> {
    /// Applies the signature to the shapes: [`infer`].
    pub const fn infer(&self) -> Inference {
        infer(self.signature, self.inputs, self.targets, self.origin)
    }
}
