//! What is wrong with an edge, as compact data; `explain` turns it into words.
//!
//! Invariant: the numbers in a kind index into the signature and the inputs that the mismatch was found with.

use crate::shape::signature::SyntaxError;
use crate::shape::size::{DimError, Symbol};

/// What is wrong with an edge.
///
/// Inputs are numbered from 0, the ones of `fit(..)` after the others; axes are those of the given array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum MismatchKind {
    /// The signature's own text is wrong.
    Syntax(SyntaxError),
    /// Another number of inputs.
    Inputs,
    /// Another number of inputs in `.fit(..)`.
    FitInputs,
    /// The step learns against a target, and has none.
    NeedsTarget,
    /// The step learns without a target, and has one.
    TakesNoTarget,
    /// Another number of axes.
    Rank {
        /// The input.
        input: usize,
    },
    /// Two sizes that the signature gives one name differ.
    Conflict {
        /// The name in the signature.
        name: Symbol,
        /// The input that gave the name its value.
        giver: usize,
        /// The input that differs.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// The axes that `..` stands for differ.
    Rest {
        /// The input that `..` was taken from.
        giver: usize,
        /// The input that differs.
        input: usize,
    },
    /// The size is not what the signature's expression is.
    Size {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// No whole number makes the signature's expression that size.
    NoSolution {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
        /// The name to be solved for.
        name: Symbol,
    },
    /// The unknown names of an expression cannot be told from its size.
    Unsolvable {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// A condition does not hold.
    Condition {
        /// Which one.
        index: usize,
    },
    /// An output would have a negative size.
    Negative {
        /// The output.
        output: usize,
        /// The axis in the signature's text.
        axis: usize,
    },
    /// An output would have more than 6 axes.
    OutputRank {
        /// The output.
        output: usize,
    },
    /// A size cannot be represented.
    Unrepresentable {
        /// Why.
        error: DimError,
        /// Where in the signature's text.
        position: usize,
    },
    /// A promised shape is not met.
    Promise,
}

/// Why an edge is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mismatch {
    /// What is wrong.
    pub kind: MismatchKind,
}

impl Mismatch {
    pub(in crate::shape) const fn new(kind: MismatchKind) -> Mismatch {
        Mismatch { kind }
    }

    /// A mistake found while reading an expression: in the text, or in the size that it describes.
    pub(in crate::shape) const fn of_text(error: SyntaxError) -> Mismatch {
        Mismatch::new(match error.size {
            Some(size) => MismatchKind::Unrepresentable { error: size, position: error.position },
            None => MismatchKind::Syntax(error),
        })
    }
}
