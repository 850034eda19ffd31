//! A reading position in a text.
//!
//! Invariant: the position is at most the length; reading never panics.

use super::error::SyntaxError;
use crate::shape::size::{DIGIT_0, DIGIT_9, DIGITS, DimError};

macro_rules! is_word_byte {
    ($byte:expr) => {
        matches!($byte, b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')
    };
}

/// A reading position.
///
/// Calls are expensive in the const evaluator, so the frequent paths are written out instead of shared.
#[derive(Clone, Copy)]
pub(in crate::shape) struct Cursor<'a> {
    pub(in crate::shape) bytes: &'a [u8],
    pub(in crate::shape) at: usize,
    pub(in crate::shape) end: usize,
}

impl<'a> Cursor<'a> {
    pub(in crate::shape) const fn new(text: &'a str) -> Cursor<'a> {
        Cursor { bytes: text.as_bytes(), at: 0, end: text.len() }
    }

    /// Reads only `text[start..end]`; positions are those of the whole text.
    pub(in crate::shape) const fn within(text: &'a str, start: usize, end: usize) -> Cursor<'a> {
        Cursor { bytes: text.as_bytes(), at: start, end }
    }

    pub(in crate::shape) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the next byte that is not a space, or 0 at the end.
    pub(in crate::shape) const fn peek(&mut self) -> u8 {
        while self.at < self.end {
            let byte = self.bytes[self.at];
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return byte;
            }
            self.at += 1;
        }
        0
    }

    /// Returns the byte `ahead` bytes further, including spaces, or 0 beyond the end.
    pub(in crate::shape) const fn peek_at(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.end { self.bytes[self.at + ahead] } else { 0 }
    }

    /// Returns the position of the next byte that is not a space.
    pub(in crate::shape) const fn position(&mut self) -> usize {
        self.peek();
        self.at
    }

    pub(in crate::shape) const fn advance(&mut self, bytes: usize) {
        self.at = if self.at + bytes < self.end { self.at + bytes } else { self.end };
    }

    pub(in crate::shape) const fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte && self.at < self.end;
        if found {
            self.at += 1;
        }
        found
    }

    pub(in crate::shape) const fn eat_two(&mut self, first: u8, second: u8) -> bool {
        let found = self.peek() == first && self.peek_at(1) == second;
        if found {
            self.at += 2;
        }
        found
    }

    /// Consumes this word, if it is the next whole word: `where` does not match `whereabouts`.
    pub(in crate::shape) const fn eat_word(&mut self, word: &str) -> bool {
        let Some((start, end)) = self.word() else { return false };
        if same(self.bytes, start, end, word.as_bytes()) {
            return true;
        }
        self.at = start;
        false
    }

    pub(in crate::shape) const fn expect(
        &mut self,
        byte: u8,
        problem: &'static str,
    ) -> Result<(), SyntaxError> {
        if self.eat(byte) { Ok(()) } else { Err(self.error(problem)) }
    }

    pub(in crate::shape) const fn expect_end(&mut self, problem: &'static str) -> Result<(), SyntaxError> {
        self.peek();
        if self.at == self.end { Ok(()) } else { Err(self.error(problem)) }
    }

    /// Creates an error at the next byte that is not a space.
    pub(in crate::shape) const fn error(&mut self, problem: &'static str) -> SyntaxError {
        SyntaxError::new(self.position(), problem)
    }

    /// Consumes an identifier and returns its span.
    pub(in crate::shape) const fn word(&mut self) -> Option<(usize, usize)> {
        if !matches!(self.peek(), b'_' | b'a'..=b'z' | b'A'..=b'Z') {
            return None;
        }
        let start = self.at;
        while self.at < self.end && is_word_byte!(self.bytes[self.at]) {
            self.at += 1;
        }
        Some((start, self.at))
    }

    /// Consumes a number; the next byte is a digit.
    pub(in crate::shape) const fn number(&mut self) -> Result<i64, SyntaxError> {
        let start = self.position();
        let mut value = 0i64;
        while self.at < self.end {
            let digit = DIGITS[self.bytes[self.at] as usize];
            if !matches!(digit, DIGIT_0..=DIGIT_9) {
                break;
            }
            if value > (i64::MAX - 9) / 10 {
                return Err(SyntaxError::of_size(start, DimError::Overflow));
            }
            value = value * 10 + (digit - DIGIT_0) as i64;
            self.at += 1;
        }
        Ok(value)
    }
}

pub(in crate::shape) const fn is_word(byte: u8) -> bool {
    is_word_byte!(byte)
}

/// Returns whether `bytes[start..end]` equals `word`.
pub(in crate::shape) const fn same(bytes: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    if end - start != word.len() {
        return false;
    }
    let mut at = 0;
    while at < word.len() {
        if bytes[start + at] != word[at] {
            return false;
        }
        at += 1;
    }
    true
}
