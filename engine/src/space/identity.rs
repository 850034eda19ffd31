//! [`Identity`]: the settings that make a value different from others of its type.
//!
//! Invariant: two values of one type behave alike if their identities are equal and [known](Identity::unknown_part).

use super::value::Value;

/// The settings of a value, in order, as [`Hyperparameters::identify`](super::Hyperparameters::identify) adds them, or the
/// fact that a part of it is unknown.
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
    /// Adds a setting.
    pub fn setting(&mut self, name: &str, value: &Value) {
        self.text(name);
        self.text(&value.to_string());
    }

    /// Adds a part, with its own settings.
    pub fn part(&mut self, name: &str, tell: impl FnOnce(&mut Self)) {
        self.text(name);
        // The brackets keep the settings of two parts apart.
        self.text("{");
        tell(self);
        self.text("}");
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    /// Marks a part as unknown; the first one is kept.
    pub fn unknown(&mut self, part: impl Into<String>) {
        self.unknown.get_or_insert_with(|| part.into());
    }

    /// Returns the unknown part; `None` if all is known.
    pub fn unknown_part(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// Returns all settings, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}
