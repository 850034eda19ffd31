//! The error of an edge, as compact data; `explain` writes its message.
//!
//! Invariant: the numbers in a kind are indices into the signature and the inputs for which the mismatch was found.

use crate::shape::signature::SyntaxError;
use crate::shape::size::{DimError, Symbol};

/// The kind of error of an edge.
///
/// Inputs are numbered from 0, and those of `fit(..)` follow the others; axes are those of the given array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MismatchKind {
    /// The text of the signature is wrong.
    Syntax(SyntaxError),
    /// The number of inputs is wrong.
    Inputs,
    /// The number of inputs in `.fit(..)` is wrong.
    FitInputs,
    /// The step learns against a target, but has none.
    NeedsTarget,
    /// The step learns without a target, but has one.
    TakesNoTarget,
    /// The number of axes is wrong.
    Rank {
        /// The input.
        input: usize,
    },
    /// Two sizes with the same name in the signature differ.
    Conflict {
        /// The name in the signature.
        name: Symbol,
        /// The input that bound the name.
        giver: usize,
        /// The input that differs.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// The axes that `..` stands for differ.
    Rest {
        /// The input that bound `..`.
        giver: usize,
        /// The input that differs.
        input: usize,
    },
    /// The size differs from the signature's expression.
    Size {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// No whole number makes the signature's expression equal to the size.
    NoSolution {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
        /// The name for which the expression is solved.
        name: Symbol,
    },
    /// The unknown names of an expression cannot be determined from its size.
    Unsolvable {
        /// The input.
        input: usize,
        /// Its axis.
        axis: usize,
    },
    /// A condition does not hold.
    Condition {
        /// Its index in the signature.
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
        /// The reason.
        error: DimError,
        /// The byte offset in the signature's text.
        position: usize,
    },
    /// A promised shape is not met.
    Promise,
}

/// The reason why an edge is rejected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mismatch {
    /// The kind of error.
    pub(in crate::shape) kind: MismatchKind,
}

impl Mismatch {
    pub(in crate::shape) const fn new(kind: MismatchKind) -> Mismatch {
        Mismatch { kind }
    }

    /// Creates the mismatch for an error in an expression: in its text, or in the size that it describes.
    pub(in crate::shape) const fn of_text(error: SyntaxError) -> Mismatch {
        Mismatch::new(match error.size {
            Some(size) => MismatchKind::Unrepresentable { error: size, position: error.position },
            None => MismatchKind::Syntax(error),
        })
    }
}
