//! Plain values as JSON text.
//!
//! Invariant: text that is written reads back as the same value, so NaN, infinity (which serde_json writes as `null`)
//! and data nested deeper than a reader accepts are errors here.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exact::Exact;
use crate::{Error, Result};

/// The JSON text of a value.
pub(super) fn to_text<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    value
        .serialize(Exact::new())
        .map_err(|error| Error::new(format!("cannot be saved as plain data: {error}")))?;
    serde_json::to_string(value)
        .map_err(|error| Error::new(format!("cannot be saved as plain data: {error}")))
}

/// The value of a JSON text. Nesting is limited to 128 levels, by serde_json.
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(format!("holds {}, which does not fit: {error}", shortened(text))))
}

/// At most 60 characters of a text, in backticks.
fn shortened(text: &str) -> String {
    let mut start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    format!("`{start}`")
}
