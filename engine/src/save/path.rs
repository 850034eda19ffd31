//! [`Path`]: the place of a part in a model, such as `strokes.pca.components`.
//!
//! Invariant: no name in a path is empty or contains a dot or a control character, so a path is unambiguous; and its
//! depth is limited, so that no file can make a recursive type load forever.

use crate::{Error, Result};

/// The most levels of nested parts.
const DEPTH: usize = 64;

/// A path that grows and shrinks.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    text: String,
    /// The length of `text` before each of its parts.
    ends: Vec<usize>,
}

impl Path {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn push(&mut self, name: &str) -> Result<()> {
        if name.is_empty() || name.contains(|letter: char| letter == '.' || letter.is_control()) {
            return Err(Error::new(format!(
                "the name {name:?} is empty or contains a dot or a control character; use another name"
            )));
        }
        if self.ends.len() == DEPTH {
            return Err(Error::new(format!("the state is nested deeper than {DEPTH} levels")));
        }
        self.ends.push(self.text.len());
        if !self.text.is_empty() {
            self.text.push('.');
        }
        self.text.push_str(name);
        Ok(())
    }

    pub(super) fn pop(&mut self) {
        if let Some(end) = self.ends.pop() {
            self.text.truncate(end);
        }
    }
}

/// Returns whether `path` is `whole` or inside it.
pub(super) fn is_within(path: &str, whole: &str) -> bool {
    whole.is_empty() || path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Formats a path in backticks; the path of the whole model is empty.
pub(super) fn shown(path: &str) -> String {
    if path.is_empty() { "the model".to_owned() } else { format!("`{path}`") }
}
