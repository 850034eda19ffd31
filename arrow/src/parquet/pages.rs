//! What the headers of pages claim, compared with what is possible.
//!
//! The decoder allocates memory as a header says before it reads the page, so a damaged header of a few bytes could ask for gigabytes.
//!
//! Invariant: a page that claims too much is an error, before memory is allocated for it. The decoder of zstd ends at the claim; that of brotli
//! does not, and has no limit of its own.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::metadata::RowGroupMetaData;
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::Bytes;

use super::input::Input;

/// An open file whose pages have limits.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    input: Input,
    /// Where each column of each row group begins, and what its pages can claim.
    limits: Arc<[(u64, Limits)]>,
}

/// What the header of a page can claim.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// How many times as large as its bytes it is when they are unpacked, by the compression; `None` if that has no limit.
    ratio: Option<i64>,
    /// How large all pages of the column are when they are unpacked, by the metadata.
    unpacked: i64,
    /// How many values it has: the columns of records have one in each row.
    values: i64,
}

impl Pages {
    pub(super) fn of(input: Input, groups: &[RowGroupMetaData]) -> Self {
        let columns =
            groups.iter().flat_map(|group| group.columns().iter().map(move |column| (group, column)));
        let mut limits: Vec<(u64, Limits)> = columns
            .map(|(group, column)| {
                let limits = Limits {
                    ratio: ratio(column.compression()),
                    unpacked: column.uncompressed_size(),
                    values: group.num_rows(),
                };
                (column.byte_range().0, limits)
            })
            .collect();
        limits.sort_unstable_by_key(|(start, _)| *start);
        Self { input, limits: limits.into() }
    }
}

/// Returns how many times as large as its bytes a page can be that is compressed like this.
fn ratio(compression: Compression) -> Option<i64> {
    match compression {
        Compression::UNCOMPRESSED => Some(1),
        // 64 bytes are at least 3.
        Compression::SNAPPY => Some(22),
        // A byte continues a length by at most 255.
        Compression::LZ4 | Compression::LZ4_RAW => Some(255),
        // 258 bytes are at least 2 bits.
        Compression::GZIP(_) => Some(1032),
        _ => None,
    }
}

impl Length for Pages {
    fn len(&self) -> u64 {
        self.input.len()
    }
}

impl ChunkReader for Pages {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> ParquetResult<Box<dyn Read>> {
        let column = self.limits.partition_point(|(column, _)| *column <= start).checked_sub(1);
        let Some((_, limits)) = column.and_then(|column| self.limits.get(column)) else {
            return Err(ParquetError::General(format!("a page at {start} is in no column")));
        };
        let header = BufReader::new(self.input.get_read(start)?);
        Ok(Box::new(PageHeader { header, limits: Some(*limits) }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        self.input.get_bytes(start, length)
    }
}

/// The header of a page, which is looked at when the decoder begins to read it.
struct PageHeader<R> {
    header: BufReader<R>,
    limits: Option<Limits>,
}

impl<R: Read> Read for PageHeader<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if let Some(limits) = self.limits.take()
            && let Some(claims) = Claims::read(self.header.fill_buf()?)
        {
            claims
                .check(limits)
                .map_err(|what| std::io::Error::new(std::io::ErrorKind::InvalidData, what))?;
        }
        self.header.read(out)
    }
}

/// What the header of a page claims.
#[derive(Debug, PartialEq, Eq)]
struct Claims {
    is_dictionary: bool,
    unpacked: i64,
    bytes: i64,
    values: i64,
}

impl Claims {
    /// Reads the beginning of a header, in Thrift's compact protocol; `None` if it is none. Fields 1 to 3 are the type, the size unpacked
    /// and the size; field 4 may be a checksum; then comes a struct for the type, whose first field is the number of values.
    fn read(mut header: &[u8]) -> Option<Self> {
        const NEXT_I32: u8 = 0x15;
        const STRUCT: u8 = 0x0C;
        const DICTIONARY: i64 = 2;
        let mut fields = [0; 3];
        for field in &mut fields {
            (byte(&mut header)? == NEXT_I32).then_some(())?;
            *field = number(&mut header)?;
        }
        let mut next = byte(&mut header)?;
        if next == NEXT_I32 {
            number(&mut header)?;
            next = byte(&mut header)?;
        }
        let is_counted = next & 0x0F == STRUCT && byte(&mut header)? == NEXT_I32;
        let values = if is_counted { number(&mut header)? } else { 0 };
        let [kind, unpacked, bytes] = fields;
        Some(Self { is_dictionary: kind == DICTIONARY, unpacked, bytes, values })
    }

    fn check(&self, limits: Limits) -> Result<(), String> {
        let Self { is_dictionary, unpacked, bytes, values } = self;
        let most = limits.ratio.map(|ratio| bytes.saturating_mul(ratio).saturating_add(1 << 10));
        if *unpacked > most.unwrap_or(limits.unpacked) {
            return Err(format!("a page of {bytes} bytes claims to have {unpacked} when they are unpacked"));
        }
        // A dictionary may have values that the row group does not use; each takes at least a byte.
        if *is_dictionary {
            return if values > unpacked {
                Err(format!("a dictionary of {unpacked} bytes claims to have {values} values"))
            } else {
                Ok(())
            };
        }
        if *values > limits.values {
            return Err(format!(
                "a page claims to have {values} values in a row group of {} rows",
                limits.values
            ));
        }
        Ok(())
    }
}

fn byte(bytes: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(first)
}

/// Reads a zigzag number of at most 32 bits.
fn number(bytes: &mut &[u8]) -> Option<i64> {
    let mut number = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = byte(bytes)?;
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some((number >> 1) as i64 ^ -((number & 1) as i64));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_claims_of_a_page_are_read() {
        let claims =
            |is_dictionary, unpacked, bytes, values| Some(Claims { is_dictionary, unpacked, bytes, values });
        // Type 0, 300 bytes, 2 bytes, data page of 4 values.
        assert_eq!(
            Claims::read(&[0x15, 0x00, 0x15, 0xD8, 0x04, 0x15, 0x04, 0x2C, 0x15, 0x08]),
            claims(false, 300, 2, 4)
        );
        // With a checksum; a size below 0; a dictionary.
        assert_eq!(
            Claims::read(&[0x15, 4, 0x15, 1, 0x15, 4, 0x15, 9, 0x3C, 0x15, 2]),
            claims(true, -1, 2, 1)
        );
        assert_eq!(
            (Claims::read(&[0x15, 0x00, 0x15, 0xD8]), Claims::read(&[0x16, 0]), Claims::read(&[])),
            (None, None, None)
        );
    }

    #[test]
    fn a_claim_beyond_the_limits_is_told() {
        let limits = Limits { ratio: Some(22), unpacked: 5000, values: 10 };
        let page = |is_dictionary, unpacked, values| {
            Claims { is_dictionary, unpacked, bytes: 100, values }.check(limits)
        };
        let check = |unpacked, values| page(false, unpacked, values);
        assert_eq!(
            (check(3224, 10), check(3225, 10).is_err(), check(100, 11).is_err()),
            (Ok(()), true, true)
        );
        // Values that the row group does not use.
        assert_eq!((page(true, 400, 100), page(true, 99, 100).is_err()), (Ok(()), true));
        let check = |unpacked| {
            Claims { is_dictionary: false, unpacked, bytes: 1, values: 1 }
                .check(Limits { ratio: None, ..limits })
        };
        assert_eq!((check(5000), check(5001).is_err()), (Ok(()), true));
    }
}
