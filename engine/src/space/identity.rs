//! [`Identity`]: what tells one value of a type from another.
//!
//! Invariant: two values of one type whose identities are equal and [known](Identity::unknown_part) do the same.

use super::value::Value;

/// What is told of a value by [`Hyperparameters::identify`](super::Hyperparameters::identify): its settings, in order, or
/// that a part of it cannot be told.
///
/// ```
/// use shapeflow::space::{Hyperparameters, Identity};
/// use shapeflow::steps::StandardScaler;
///
/// let plain = Identity::of(&StandardScaler::default());
/// assert_eq!(plain, Identity::of(&StandardScaler::default()));
/// assert_ne!(plain, Identity::of(&StandardScaler { with_mean: false, ..StandardScaler::default() }));
/// assert_eq!(plain.unknown_part(), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    texts: Vec<String>,
    unknown: Option<String>,
}

impl Identity {
    /// The identity of a value.
    pub fn of<T: super::Hyperparameters>(value: &T) -> Self {
        let mut identity = Self::default();
        value.identify(&mut identity);
        identity
    }

    /// Adds a setting.
    pub fn setting(&mut self, name: &str, value: &Value) {
        self.text(name);
        self.text(&value.to_string());
    }

    /// Adds a part, which tells itself.
    pub fn part(&mut self, name: &str, tell: impl FnOnce(&mut Self)) {
        self.text(name);
        // What stands between these is told by the part, so that two parts are not taken for one.
        self.text("{");
        tell(self);
        self.text("}");
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    /// Says that something cannot be told; the first such part counts.
    pub fn unknown(&mut self, part: impl Into<String>) {
        self.unknown.get_or_insert_with(|| part.into());
    }

    /// What cannot be told; `None`: all is.
    pub fn unknown_part(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// All that was told, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}
