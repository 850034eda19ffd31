//! The cursor of an editor: the word that rust-analyzer inserts there to find completions, and words that it may complete.
//!
//! rust-analyzer compares the expansions with and without its word, so unfinished words are kept with and without it.
//!
//! Invariant: what is kept changes no error.

use proc_macro2::Ident;

use super::parser::Parser;
use super::syntax::Started;

/// The words; older versions insert the second.
const MARKERS: [&str; 2] = ["raCompletionMarker", "intellijRulezz"];

/// Returns whether the text contains the cursor of an editor.
pub(crate) fn holds_cursor(text: &str) -> bool {
    MARKERS.iter().any(|marker| text.contains(marker))
}

impl Parser<'_> {
    /// Keeps a word whose meaning is open: an editor may complete it.
    pub(super) fn starts(&mut self, word: Option<&Ident>, started: fn(Ident) -> Started) {
        self.words.started.extend(word.cloned().map(started));
    }
}
