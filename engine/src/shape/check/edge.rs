//! An edge into a step, with the names that messages need.

use super::infer::infer;
use super::inference::Inference;
use crate::shape::shape::Shape;
use crate::shape::signature::{Signature, Targets};

/// An edge into a step, with the user's names for it: the data that a message needs in addition to the mismatch.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// The step, as written: `LogisticRegression<24>`.
    pub step: &'a str,
    /// The step's signature.
    pub signature: &'a Signature,
    /// The shapes of the inputs.
    pub inputs: &'a [Shape],
    /// The names of the inputs; may be shorter than `inputs`.
    pub sources: &'a [&'a str],
    /// The shapes in `.fit(..)`.
    pub targets: Targets<'a>,
    /// The names of the targets; may be shorter.
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
