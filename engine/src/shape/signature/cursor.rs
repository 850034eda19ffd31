//! A position in a text, and what to say when the text is wrong there.
//!
//! Invariant: the position is at most the length; reading never panics, whatever the text.

use super::error::SyntaxError;
use crate::shape::size::{DIGIT_0, DIGIT_9, DIGITS, DimError};

macro_rules! is_word_byte {
    ($byte:expr) => {
        matches!($byte, b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')
    };
}

/// A reading position.
///
/// The const evaluator pays for each call, so that the ways of every character are written out rather than shared.
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

    /// Reads `text[start..end]` only; positions stay those of the whole text.
    pub(in crate::shape) const fn within(text: &'a str, start: usize, end: usize) -> Cursor<'a> {
        Cursor { bytes: text.as_bytes(), at: start, end }
    }

    pub(in crate::shape) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The next byte that is no space, 0 at the end.
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

    /// The byte `ahead` bytes further, spaces included, 0 beyond the end.
    pub(in crate::shape) const fn peek_at(&self, ahead: usize) -> u8 {
        if self.at + ahead < self.end { self.bytes[self.at + ahead] } else { 0 }
    }

    /// The position of the next byte that is no space.
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

    /// Takes a whole word: `where` does not begin `whereabouts`.
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

    /// An error at the next byte that is no space.
    pub(in crate::shape) const fn error(&mut self, problem: &'static str) -> SyntaxError {
        SyntaxError::new(self.position(), problem)
    }

    /// Takes an identifier and says where it lies.
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

    /// Takes a number; the next byte is a digit.
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

/// Is `bytes[start..end]` the same as `word`?
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
