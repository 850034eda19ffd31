//! The error for the text of a shape or a signature.

use crate::shape::size::DimError;
use crate::shape::text::{INDENT, Text};
use core::fmt;

/// A mistake in the text of a shape or a signature: its position, and what was expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The byte offset in the text.
    pub position: usize,
    /// What was expected there.
    pub problem: &'static str,
    /// The error of a size that cannot be represented, if the text itself is correct.
    pub size: Option<DimError>,
}

/// Whether a text says why there is no signature, after a `!`.
pub(super) const fn is_refusal(text: &str) -> bool {
    matches!(text.as_bytes(), [b'!', ..])
}

impl SyntaxError {
    pub(in crate::shape) const fn new(position: usize, problem: &'static str) -> SyntaxError {
        SyntaxError { position, problem, size: None }
    }

    pub(in crate::shape) const fn of_size(position: usize, error: DimError) -> SyntaxError {
        SyntaxError { position, problem: error.message(), size: Some(error) }
    }

    /// Returns the column, counted from 1.
    pub const fn column(&self) -> usize {
        self.position + 1
    }

    /// Returns the error message, with the text and a caret under the position, or the reason that the text gives after a `!`.
    /// `what` is the kind of text: `signature` or `shape`.
    pub const fn message(&self, what: &str, text: &str) -> Text<1024> {
        let mut message = Text::new();
        if is_refusal(text) {
            message.push_part(text, 1, text.len());
            return message;
        }
        message.push_str("mistake in this ");
        message.push_str(what);
        message.push_str(", column ");
        message.push_i64(self.column() as i64);
        message.push_str(": ");
        message.push_str(self.problem);
        message.push_str(INDENT);
        message.push_str(text);
        message.push_str(INDENT);
        message.push_spaces(self.position);
        message.push_str("^");
        message
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column(), self.problem)
    }
}

impl std::error::Error for SyntaxError {}
