//! The signature of an inverse: the signature of the step from right to left.
//!
//! Invariant: the text is never cut: a signature that is too long for the buffer is a compile error.

use crate::shape::text::Text;

/// Writes a signature from right to left: `[n, d] fit([n]) -> [n, K] where K <= d` becomes `[n, K] -> [n, d]`.
///
/// Targets are left out, since the step is fitted, and so are conditions, which held when it was fitted.
///
/// # Panics
/// If the text does not fit, or has no `->`. In a constant, this is a compile error.
#[track_caller]
pub(crate) const fn reversed(text: &str) -> Text<512> {
    let bytes = text.as_bytes();
    let Some(arrow) = find(bytes, 0, b"->") else { panic!("a signature without `->` has no inverse") };
    let targets = match find(bytes, 0, b"fit(") {
        Some(at) if at < arrow => at,
        _ => arrow,
    };
    let conditions = match find(bytes, arrow, b"where ") {
        Some(at) => at,
        None => bytes.len(),
    };
    let mut out = Text::new();
    push_trimmed(&mut out, text, arrow + 2, conditions);
    out.push_str(" -> ");
    push_trimmed(&mut out, text, 0, targets);
    if out.is_cut() {
        panic!("the signature of the step is too long: the signature of its inverse has at most 512 bytes")
    }
    out
}

/// Returns the first position of `word` that does not follow a letter, digit or `_`.
const fn find(bytes: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    let mut at = from;
    while at + word.len() <= bytes.len() {
        let mut same = 0;
        while same < word.len() && bytes[at + same] == word[same] {
            same += 1;
        }
        let inside = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        if same == word.len() && !inside {
            return Some(at);
        }
        at += 1;
    }
    None
}

const fn push_trimmed(out: &mut Text<512>, text: &str, mut start: usize, mut end: usize) {
    let bytes = text.as_bytes();
    while start < end && bytes[start] == b' ' {
        start += 1;
    }
    while end > start && bytes[end - 1] == b' ' {
        end -= 1;
    }
    out.push_part(text, start, end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_reversed() {
        let turned = |text| reversed(text).as_str().to_owned();
        assert_eq!(turned("[n, d] fit([n]) -> [n, K] where K <= d, d >= 2"), "[n, K] -> [n, d]");
        assert_eq!(turned("[n, fit, where]->[n]"), "[n] -> [n, fit, where]");
        assert_eq!(turned("[a], [b, refit] -> [a, b]"), "[a, b] -> [a], [b, refit]");
    }
}
