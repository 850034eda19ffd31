//! [`Path`]: where in a model a part of its state stands, `strokes.pca.components`.
//!
//! Invariant: no part of a path is empty or holds a dot or a control character, so a path has one reading; and its
//! depth is bounded, so that no file can make a recursive type load forever.

use crate::{Error, Result};

/// Levels of parts within parts.
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
                "the name {name:?} is empty or holds a dot or a control character; name the part otherwise"
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

/// Whether `path` is `whole` or lies in it.
pub(super) fn is_within(path: &str, whole: &str) -> bool {
    whole.is_empty() || path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A path in backticks; the whole model has none.
pub(super) fn shown(path: &str) -> String {
    if path.is_empty() { "the model".to_owned() } else { format!("`{path}`") }
}
