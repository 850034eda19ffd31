//! The header of an `npy` file: a Python dictionary of the type, the order and the shape.
//!
//! Invariant: a header that was read describes an array whose bytes can be counted in a `u64`.

use std::io::Read;

use ndarray::{Dimension, IxDyn};

use super::element::NpyElement;
use crate::error::ErrorKind;
use crate::text::shown;
use crate::{Error, Result};

/// The longest header that is read. NumPy refuses one of 10,000 bytes.
const LONGEST: u32 = 1 << 16;

/// What the header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The type in NumPy's words, such as `<f8`.
    pub(super) descr: String,
    /// The first axis varies first in the file.
    pub(super) is_fortran: bool,
    pub(super) shape: Vec<usize>,
    /// The number of bytes of the header itself.
    pub(super) length: u64,
}

impl Header {
    /// Reads the header of the file with this name.
    pub(super) fn read(file: &str, input: &mut impl Read) -> Result<Self> {
        let broken = |what: &str| Error::of_kind(ErrorKind::Data, format!("{file}: {what}"));
        let mut start = [0; 8];
        input.read_exact(&mut start).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => broken("not an npy file: it has less than 8 bytes"),
            _ => broken(&format!("cannot be read: {error}")),
        })?;
        let [magic @ .., major, _] = start;
        if magic != *b"\x93NUMPY" {
            return Err(broken("not an npy file: its first bytes are not `\\x93NUMPY`"));
        }
        let (length, before) = match major {
            1 => {
                let mut length = [0; 2];
                input.read_exact(&mut length).map_err(|_| broken("the file ends within its header"))?;
                (u32::from(u16::from_le_bytes(length)), 10)
            }
            2 | 3 => {
                let mut length = [0; 4];
                input.read_exact(&mut length).map_err(|_| broken("the file ends within its header"))?;
                (u32::from_le_bytes(length), 12)
            }
            other => {
                return Err(broken(&format!("version {other} of the npy format; versions 1 to 3 are known")));
            }
        };
        if length > LONGEST {
            return Err(broken(&format!("a header of {length} bytes; at most {LONGEST} are read")));
        }
        let mut text = Vec::new();
        let read = input.take(length.into()).read_to_end(&mut text);
        if read.map_err(|error| broken(&format!("cannot be read: {error}")))? < length as usize {
            return Err(broken("the file ends within its header"));
        }
        let text = String::from_utf8_lossy(&text);
        let mut header = Dictionary { rest: &text }.header().ok_or_else(|| {
            broken(&format!("the header {} is not that of an array", shown(text.trim_end())))
        })?;
        header.length = before + u64::from(length);
        Ok(header)
    }

    /// Returns the number of axis-0 entries, and of values of each; `[]` is one row of one value.
    pub(super) fn rows(&self) -> (usize, usize) {
        match self.shape.split_first() {
            Some((&rows, others)) => (rows, others.iter().product()),
            None => (1, 1),
        }
    }

    /// Returns the number of bytes of the values.
    pub(super) fn bytes<T: NpyElement>(&self) -> u64 {
        let (rows, width) = self.rows();
        rows as u64 * width as u64 * T::SIZE as u64
    }

    /// Checks the type and the rank, and returns the shape and whether the bytes of a value are in the order of big endian.
    pub(super) fn expect<T: NpyElement, D: Dimension>(&self, file: &str) -> Result<(D, bool)> {
        let refused = |what: String| Err(Error::of_kind(ErrorKind::Data, format!("{file}: {what}")));
        let rank = D::NDIM.unwrap_or(self.shape.len());
        let order = self.descr.chars().next().unwrap_or_default();
        let kind = format!("{}{}", T::KIND, T::SIZE);
        let is_type = self.descr.strip_prefix(['<', '>', '|', '=']) == Some(kind.as_str())
            && (matches!(order, '<' | '>') || T::SIZE == 1);
        let is_big_endian = order == '>';
        let shape = D::from_dimension(&IxDyn(&self.shape));
        let Some(shape) = shape.filter(|_| is_type) else {
            let axes = if rank == 1 { "1 axis".to_owned() } else { format!("{rank} axes") };
            return refused(format!(
                "expected {} with {axes}, found {} with the shape {:?}{}",
                T::NAME,
                type_of(&self.descr),
                self.shape,
                if is_type { "" } else { "; convert it in Python with `.astype(..)`, or read what is there" }
            ));
        };
        let mut sizes = self.shape.iter().filter(|&&size| size > 0);
        let all = sizes.try_fold(T::SIZE, |product: usize, &size| product.checked_mul(size));
        match all.filter(|&all| isize::try_from(all).is_ok()) {
            Some(_) => Ok((shape, is_big_endian)),
            None => refused(format!("an array of the shape {:?} is larger than memory can be", self.shape)),
        }
    }
}

/// Returns the name that Rust has for a type of NumPy: ``f64``, ``NumPy's `<U5` ``.
fn type_of(descr: &str) -> String {
    let known = descr.strip_prefix(['<', '>', '|', '=']).and_then(|kind| {
        let name = match kind {
            "b1" => "bool",
            "f4" => "f32",
            "f8" => "f64",
            "i1" => "i8",
            "i2" => "i16",
            "i4" => "i32",
            "i8" => "i64",
            "u1" => "u8",
            "u2" => "u16",
            "u4" => "u32",
            "u8" => "u64",
            _ => return None,
        };
        Some(name.to_owned())
    });
    known.unwrap_or_else(|| format!("NumPy's {}", shown(descr)))
}

/// A Python dictionary that is being read.
struct Dictionary<'a> {
    rest: &'a str,
}

impl<'a> Dictionary<'a> {
    fn header(mut self) -> Option<Header> {
        let (mut descr, mut is_fortran, mut shape) = (None, None, None);
        self.expect('{')?;
        while !self.is_next('}') {
            let key = self.text()?;
            self.expect(':')?;
            match key {
                "descr" if matches!(self.rest.trim_start().chars().next(), Some('\'' | '"')) => {
                    descr = Some(self.text()?.to_owned());
                }
                // The fields of a structured type.
                "descr" => descr = Some(self.list()?.to_owned()),
                "fortran_order" => is_fortran = Some(self.truth()?),
                "shape" => shape = Some(self.sizes()?),
                _ => return None,
            }
            if !self.is_next(',') {
                self.expect('}')?;
                break;
            }
        }
        if !self.rest.trim().is_empty() {
            return None;
        }
        Some(Header { descr: descr?, is_fortran: is_fortran?, shape: shape?, length: 0 })
    }

    /// Reads this character if it is the next one.
    fn is_next(&mut self, character: char) -> bool {
        match self.rest.trim_start().strip_prefix(character) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, character: char) -> Option<()> {
        self.is_next(character).then_some(())
    }

    fn text(&mut self) -> Option<&'a str> {
        let quote = if self.is_next('\'') {
            '\''
        } else {
            self.expect('"')?;
            '"'
        };
        let (text, rest) = self.rest.split_once(quote)?;
        self.rest = rest;
        Some(text)
    }

    /// Reads a list, up to its last bracket.
    fn list(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        let mut depth = 0_usize;
        for (at, character) in text.char_indices() {
            match character {
                '[' => depth += 1,
                ']' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                let (list, rest) = text.split_at_checked(at + 1)?;
                self.rest = rest;
                return Some(list);
            }
        }
        None
    }

    fn truth(&mut self) -> Option<bool> {
        let text = self.rest.trim_start();
        let (rest, truth) = match text.strip_prefix("True") {
            Some(rest) => (rest, true),
            None => (text.strip_prefix("False")?, false),
        };
        self.rest = rest;
        Some(truth)
    }

    fn sizes(&mut self) -> Option<Vec<usize>> {
        let mut sizes = Vec::new();
        self.expect('(')?;
        while !self.is_next(')') {
            let text = self.rest.trim_start();
            let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
            let (number, rest) = text.split_at_checked(digits)?;
            sizes.push(number.parse().ok()?);
            // Python 2 wrote `3L`.
            self.rest = rest.strip_prefix('L').unwrap_or(rest);
            if !self.is_next(',') {
                self.expect(')')?;
                break;
            }
        }
        Some(sizes)
    }
}
