//! Bytes to values.
//!
//! Invariant: the values grow with the bytes that were read, so a header that claims too much needs no memory.

use std::io::Read;

use super::element::NpyElement;
use crate::error::ErrorKind;
use crate::{Error, Result};

/// Bytes that are read at a time: a multiple of the size of each element.
const BLOCK: usize = 1 << 16;

/// Reads so many values of the file with this name.
pub(super) fn values<T: NpyElement>(
    file: &str,
    input: &mut impl Read,
    count: usize,
    is_big_endian: bool,
) -> Result<Vec<T>> {
    let mut values = Vec::new();
    extend(file, input, count, is_big_endian, &mut values)?;
    Ok(values)
}

/// Adds so many values.
pub(super) fn extend<T: NpyElement>(
    file: &str,
    input: &mut impl Read,
    count: usize,
    is_big_endian: bool,
    values: &mut Vec<T>,
) -> Result<()> {
    let refused = |what: String| Error::of_kind(ErrorKind::Data, format!("{file}: {what}"));
    let mut block = vec![0; BLOCK.min(count.saturating_mul(T::SIZE))];
    let mut left = count;
    while left > 0 {
        let now = left.min(BLOCK / T::SIZE);
        let bytes = block.get_mut(..now * T::SIZE).unwrap_or_default();
        input.read_exact(bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => refused(format!(
                "the file ends {left} values before the end of the array that its header describes"
            )),
            _ => refused(format!("cannot be read: {error}")),
        })?;
        T::read(bytes, is_big_endian, values)
            .map_err(|byte| refused(format!("a byte {byte} is not a bool: 0 or 1")))?;
        left -= now;
    }
    Ok(())
}
