//! Texts of the user in messages.
//!
//! Invariant: a message quotes at most the start of a text, however long it is.

/// Returns the start of a text in quotes.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { format!("`{short}..`") } else { format!("`{text}`") }
}
