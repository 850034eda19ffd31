//! The records of a text of comma-separated values.
//!
//! The fields of a record are parts of the buffer; only quoted fields with quotes in them are copied.
//!
//! Invariant: the buffer holds one record and at most one block more, so memory depends on the longest record alone.

use std::io::{ErrorKind as IoErrorKind, Read};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

/// Bytes that are read at a time.
const BLOCK: usize = 1 << 18;

/// Reads records.
pub(super) struct Scanner<R> {
    text: R,
    buffer: Vec<u8>,
    /// The bytes of the buffer that were read and not scanned.
    unread: Range<usize>,
    /// The text has no more bytes than the buffer.
    has_ended: bool,
    /// The line of the next record, from 1.
    line: usize,
    delimiter: u8,
}

/// The fields of one record.
#[derive(Default)]
pub(super) struct Fields {
    fields: Vec<Field>,
    /// The texts of quoted fields with quotes in them.
    unquoted: Vec<u8>,
    /// The line of the first field, from 1.
    pub(super) line: usize,
}

struct Field {
    range: Range<usize>,
    is_quoted: bool,
    /// The range is one of `unquoted`, not of the buffer.
    is_copied: bool,
}

/// A text that is not made of records.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The quote that begins on this line is not closed.
    Unclosed(usize),
    /// Text after the closing quote of a field, on this line.
    AfterQuote(usize),
    /// The text cannot be read.
    Read(String),
}

/// What the buffer holds.
enum Found {
    /// A record of so many bytes and lines.
    Record(usize, usize),
    /// The beginning of a record.
    Part,
}

impl<R: Read> Scanner<R> {
    pub(super) fn new(text: R, delimiter: u8) -> Self {
        Self { text, buffer: Vec::new(), unread: 0..0, has_ended: false, line: 1, delimiter }
    }

    /// Leaves out a byte order mark at the beginning.
    pub(super) fn skip_mark(&mut self) -> Result<(), Broken> {
        while self.unread.len() < 3 && !self.has_ended {
            self.fill()?;
        }
        if self.bytes().starts_with(b"\xEF\xBB\xBF") {
            self.unread.start += 3;
        }
        Ok(())
    }

    /// Reads the next record; returns false at the end of the text.
    pub(super) fn next(&mut self, fields: &mut Fields) -> Result<bool, Broken> {
        loop {
            if self.unread.is_empty() && self.has_ended {
                return Ok(false);
            }
            if let Found::Record(bytes, lines) = self.scan(fields)? {
                fields.line = self.line;
                let start = self.unread.start;
                for field in fields.fields.iter_mut().filter(|field| !field.is_copied) {
                    field.range = field.range.start + start..field.range.end + start;
                }
                self.unread.start += bytes;
                self.line += lines;
                return Ok(true);
            }
            self.fill()?;
        }
    }

    /// Returns a field of the last record, and whether it was quoted.
    pub(super) fn field<'a>(&'a self, fields: &'a Fields, at: usize) -> Option<(&'a [u8], bool)> {
        let field = fields.fields.get(at)?;
        let bytes = if field.is_copied { &fields.unquoted } else { &self.buffer };
        Some((bytes.get(field.range.clone())?, field.is_quoted))
    }

    fn bytes(&self) -> &[u8] {
        self.buffer.get(self.unread.clone()).unwrap_or_default()
    }

    /// Finds the fields of the record at the beginning of the unread bytes.
    fn scan(&self, fields: &mut Fields) -> Result<Found, Broken> {
        let bytes = self.bytes();
        fields.fields.clear();
        fields.unquoted.clear();
        let (mut at, mut lines) = (0, 0);
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = if rest.first() == Some(&b'"') {
                let Some(end) = self.quoted(at, lines, fields)? else { return Ok(Found::Part) };
                let inside = bytes.get(at..end).unwrap_or_default();
                lines += memchr_iter(b'\n', inside).count();
                end
            } else {
                let end = match memchr2(self.delimiter, b'\n', rest) {
                    Some(length) => at + length,
                    None if self.has_ended => bytes.len(),
                    None => return Ok(Found::Part),
                };
                let is_last = bytes.get(end) != Some(&self.delimiter);
                let mut range = at..end;
                // Also of a last line without `\n`.
                if is_last && range.end > at && bytes.get(range.end - 1) == Some(&b'\r') {
                    range.end -= 1;
                }
                fields.fields.push(Field { range, is_quoted: false, is_copied: false });
                end
            };
            match bytes.get(end..).unwrap_or_default() {
                [] if self.has_ended => return Ok(Found::Record(end, lines + 1)),
                [] | [b'\r'] if !self.has_ended => return Ok(Found::Part),
                [byte, ..] if *byte == self.delimiter => at = end + 1,
                [b'\n', ..] => return Ok(Found::Record(end + 1, lines + 1)),
                [b'\r', b'\n', ..] => return Ok(Found::Record(end + 2, lines + 1)),
                [b'\r'] => return Ok(Found::Record(end + 1, lines + 1)),
                _ => return Err(Broken::AfterQuote(self.line + lines)),
            }
        }
    }

    /// Reads the quoted field that begins at `at`, and returns its end; `None` if it is not whole.
    fn quoted(&self, at: usize, lines: usize, fields: &mut Fields) -> Result<Option<usize>, Broken> {
        let bytes = self.bytes();
        let (mut from, copied) = (at + 1, fields.unquoted.len());
        let mut is_copied = false;
        loop {
            let rest = bytes.get(from..).unwrap_or_default();
            let Some(length) = memchr(b'"', rest) else {
                let unclosed = Broken::Unclosed(self.line + lines);
                return if self.has_ended { Err(unclosed) } else { Ok(None) };
            };
            let quote = from + length;
            match bytes.get(quote + 1) {
                Some(b'"') => {
                    // Two quotes are one.
                    let start = if is_copied { from } else { at + 1 };
                    fields.unquoted.extend_from_slice(bytes.get(start..=quote).unwrap_or_default());
                    is_copied = true;
                    from = quote + 2;
                }
                None if !self.has_ended => return Ok(None),
                _ => {
                    let range = if is_copied {
                        fields.unquoted.extend_from_slice(bytes.get(from..quote).unwrap_or_default());
                        copied..fields.unquoted.len()
                    } else {
                        at + 1..quote
                    };
                    fields.fields.push(Field { range, is_quoted: true, is_copied });
                    return Ok(Some(quote + 1));
                }
            }
        }
    }

    /// Reads another block behind the unread bytes.
    fn fill(&mut self) -> Result<(), Broken> {
        self.buffer.copy_within(self.unread.clone(), 0);
        self.unread = 0..self.unread.len();
        let wanted = self.unread.end + BLOCK.max(self.unread.end);
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        let free = self.buffer.get_mut(self.unread.end..).unwrap_or_default();
        let read = loop {
            match self.text.read(free) {
                Err(error) if error.kind() == IoErrorKind::Interrupted => {}
                read => break read.map_err(|error| Broken::Read(error.to_string()))?,
            }
        };
        self.unread.end += read;
        self.has_ended = read == 0;
        Ok(())
    }
}

impl Fields {
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether the record is an empty line.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self.fields.as_slice(), [field] if field.range.is_empty() && !field.is_quoted)
    }
}
