//! The compile error of an edge.
//!
//! Invariant: silent unless this very edge is wrong; the panic points at the caller, which is the user's own token.

use super::infer::{Inference, Targets, infer};
use super::shape::Shape;
use super::signature::Signature;

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

/// Stops the compiler, at the caller, with a message if this edge is wrong; silent if the mistake lies before it.
///
/// ```compile_fail
/// use shapeflow::shape::*;
/// const PCA: Signature = Signature::new("[n, d] -> [n, K] where K <= d", &[("K", 12)]);
/// const EDGE: Edge<'_> = Edge {
///     step: "Pca<12>",
///     signature: &PCA,
///     inputs: &[Shape::new("[n, 8]", &[])],
///     sources: &["strokes"],
///     targets: Targets::None,
///     target_sources: &[],
///     origin: 1,
/// };
/// const INFERENCE: Inference = EDGE.infer();
/// const _: () = require(&INFERENCE, &EDGE);
/// ```
#[track_caller]
pub const fn require(inference: &Inference, edge: &Edge<'_>) {
    if let Some(mismatch) = inference.mismatch() {
        panic!("{}", mismatch.message(edge).as_str())
    }
}
