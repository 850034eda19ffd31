//! A text buffer of fixed size for `const fn`s.
//!
//! Invariant: the first `len` bytes are valid UTF-8; a text that was cut ends in `…` and stays as it is.

use core::fmt;

/// A new line of a message, indented by two columns. rustc adds the width of its `error[E0080]: `.
pub(super) const INDENT: &str = "\n  ";

const ELLIPSIS: &[u8] = "…".as_bytes();

/// A text of at most `N` bytes, written by `const fn`s. A longer text is cut and ends in `…`; no method panics.
///
/// ```
/// use shapeflow::shape::Text;
/// const LINE: Text<16> = {
///     let mut text = Text::new();
///     text.push_str("axes: ");
///     text.push_i64(-3);
///     text
/// };
/// assert_eq!(LINE.as_str(), "axes: -3");
/// ```
#[derive(Clone, Copy)]
pub struct Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
    cut: bool,
}

impl<const N: usize> Text<N> {
    /// Creates an empty text.
    pub const fn new() -> Text<N> {
        Text { bytes: [0; N], len: 0, cut: false }
    }

    /// Returns the length in bytes.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether the text is empty.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns whether the text was cut because it did not fit.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// Returns the text.
    pub const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    /// Appends a text.
    pub const fn push_str(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// Appends the bytes `start..end` of a text, unless they split a character.
    pub const fn push_part(&mut self, text: &str, start: usize, end: usize) {
        if start <= end && end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end) {
            self.push_bytes(text.as_bytes().split_at(end).0.split_at(start).1);
        }
    }

    /// Appends a number.
    pub const fn push_i64(&mut self, number: i64) {
        let mut digits = [0u8; 20];
        let mut start = digits.len();
        let mut left = number.unsigned_abs();
        loop {
            start -= 1;
            digits[start] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if number < 0 {
            self.push_str("-");
        }
        self.push_bytes(digits.split_at(start).1);
    }

    /// Appends `count` spaces.
    pub const fn push_spaces(&mut self, count: usize) {
        let mut left = count;
        while left > 0 {
            self.push_str(" ");
            left -= 1;
        }
    }

    /// Appends bytes that are valid UTF-8.
    pub(super) const fn push_bytes(&mut self, bytes: &[u8]) {
        if self.cut {
            return;
        }
        let room = N - self.len;
        if bytes.len() <= room {
            let (_, free) = self.bytes.split_at_mut(self.len);
            free.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
            self.len += bytes.len();
            return;
        }
        self.bytes.split_at_mut(self.len).1.copy_from_slice(bytes.split_at(room).0);
        self.cut = true;
        if N < ELLIPSIS.len() {
            self.len = 0;
            return;
        }
        let mut end = N - ELLIPSIS.len();
        // Move back to the start of a character.
        while end > 0 && self.bytes[end] & 0b1100_0000 == 0b1000_0000 {
            end -= 1;
        }
        let (_, free) = self.bytes.split_at_mut(end);
        free.split_at_mut(ELLIPSIS.len()).0.copy_from_slice(ELLIPSIS);
        self.len = end + ELLIPSIS.len();
    }
}

impl<const N: usize> Default for Text<N> {
    fn default() -> Self {
        Text::new()
    }
}

impl<const N: usize> fmt::Display for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_visibly() {
        let mut text = Text::<6>::new();
        text.push_str("ab");
        text.push_str("cäxyz");
        text.push_str("more");
        assert_eq!(text.as_str(), "abc…");
        assert!(text.is_cut());
    }

    proptest! {
        #[test]
        fn holds_what_fits_and_cuts_the_rest(parts in proptest::collection::vec(".{0,8}", 0..8)) {
            let mut text = Text::<24>::new();
            for part in &parts {
                text.push_str(part);
            }
            let whole = parts.concat();
            if whole.len() <= 24 {
                prop_assert_eq!(text.as_str(), whole.as_str());
            } else {
                let kept = text.as_str().strip_suffix('…').expect("cut visibly");
                prop_assert!(whole.starts_with(kept) && kept.len() >= 24 - 6);
            }
        }

        #[test]
        fn writes_numbers(number: i64) {
            let mut text = Text::<20>::new();
            text.push_i64(number);
            prop_assert_eq!(text.as_str(), number.to_string());
        }
    }
}
