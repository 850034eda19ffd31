//! A signature whose text has been parsed.
//!
//! Invariant: it belongs to the text of one signature; the constants and declared sizes of that signature may change.

use core::fmt;

use super::error::SyntaxError;
use super::grammar::Layout;
use super::signature::Signature;

/// The parsed text of a [`Signature`], or the mistake in it. rustc parses the text once for a type of step, and not for
/// each node with such a step.
pub struct ParsedSignature(pub(in crate::shape) Result<Layout, SyntaxError>);

impl Signature {
    /// Parses the text.
    pub const fn parse(&self) -> ParsedSignature {
        ParsedSignature(Layout::read(self.text))
    }
}

impl fmt::Debug for ParsedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ParsedSignature").field(&self.0.as_ref().map(|_| "..")).finish()
    }
}
