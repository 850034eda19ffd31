//! A signature whose text has been parsed.
//!
//! Invariant: it belongs to the text of one signature; the constants and declared sizes of that signature may change.

use core::fmt;

use super::error::SyntaxError;
use super::grammar::Layout;
use super::signature::Signature;

/// The parsed text of a [`Signature`], or the mistake in it. rustc parses the text once for a type of step, and not for
/// each node with such a step.
pub(crate) struct ParsedSignature {
    pub(in crate::shape) layout: Result<Layout, SyntaxError>,
    pub(in crate::shape) is_poison: bool,
}

impl Signature {
    /// Parses the text.
    pub(crate) const fn parse(&self) -> ParsedSignature {
        ParsedSignature { layout: Layout::read(self.text), is_poison: self.is_poison() }
    }
}

impl fmt::Debug for ParsedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParsedSignature").finish_non_exhaustive()
    }
}
