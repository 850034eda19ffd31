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

/// Converts a value to JSON text that reads back as the same text. The two serde implementations may disagree (one skips a field,
/// for example), which is reported now and not on loading.
pub(super) fn to_kept_text<T: Serialize + DeserializeOwned>(value: &T) -> Result<String> {
    let text = to_text(value)?;
    let again: T = from_text(&text).map_err(|error| {
        Error::new(format!("cannot be read back by its `Deserialize`: {}", error.message()))
    })?;
    if to_text(&again)? != text {
        return Err(Error::new("would be read back as another value by its `Deserialize`"));
    }
    Ok(text)
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
