//! The parts that messages about an edge share: names, sources and pieces of the signature.

use crate::shape::check::Edge;
use crate::shape::signature::{Cursor, is_word, same};
use crate::shape::size::Symbol;
use crate::shape::text::Text;

/// The text of a message.
pub(super) type Message = Text<2048>;

/// Returns the user's name for a given shape.
pub(super) const fn source<'a>(edge: &Edge<'a>, index: usize) -> Option<&'a str> {
    if index < edge.inputs.len() {
        return if index < edge.sources.len() { Some(edge.sources[index]) } else { None };
    }
    let index = index - edge.inputs.len();
    if index < edge.target_sources.len() { Some(edge.target_sources[index]) } else { None }
}

/// Appends the name of a variable in a signature.
pub(super) const fn push_name(text: &mut Message, name: Symbol) {
    text.push_str(name.name().as_str());
}

/// Returns whether `text[start..end]` contains a lower-case name.
pub(super) const fn has_variable(text: &str, start: usize, end: usize) -> bool {
    let mut cursor = Cursor::within(text, start, end);
    while cursor.position() < end {
        match cursor.word() {
            Some((from, _)) => {
                if !text.as_bytes()[from].is_ascii_uppercase() {
                    return true;
                }
            }
            None => cursor.advance(1),
        }
    }
    false
}

impl<const N: usize> Text<N> {
    /// Appends `text[start..end]` with each constant replaced by its number.
    pub(super) const fn push_with_constants(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        constants: &[(&str, i64)],
    ) {
        let bytes = text.as_bytes();
        let mut at = start;
        while at < end {
            let from = at;
            if !is_word(bytes[at]) {
                while at < end && !is_word(bytes[at]) {
                    at += 1;
                }
                self.push_part(text, from, at);
                continue;
            }
            while at < end && is_word(bytes[at]) {
                at += 1;
            }
            let mut constant = 0;
            while constant < constants.len() && !same(bytes, from, at, constants[constant].0.as_bytes()) {
                constant += 1;
            }
            if constant < constants.len() {
                self.push_i64(constants[constant].1);
            } else {
                self.push_part(text, from, at);
            }
        }
    }
}
