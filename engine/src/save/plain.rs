//! Converts plain data to JSON text and back.
//!
//! Invariant: the text reads back as the same value, so NaN, infinity (which serde_json writes as `null`) and data
//! nested deeper than the reader accepts are errors.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::exact::Exact;
use crate::{Error, Result};

/// Converts a value to JSON text.
pub(super) fn to_text<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    value
        .serialize(Exact::new())
        .map_err(|error| Error::new(format!("cannot be saved as plain data: {error}")))?;
    serde_json::to_string(value)
        .map_err(|error| Error::new(format!("cannot be saved as plain data: {error}")))
}

/// Converts JSON text to a value. serde_json limits nesting to 128 levels.
pub(super) fn from_text<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        Error::new(format!("contains {}, which does not match its type: {error}", shortened(text)))
    })
}

/// Returns at most 60 characters of a text, in backticks.
fn shortened(text: &str) -> String {
    let mut start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    format!("`{start}`")
}
