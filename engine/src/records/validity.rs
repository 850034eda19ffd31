//! [`Validity`]: which values of a column are there.
//!
//! Invariant: the layout is that of Arrow's validity bitmap: one bit for each row, the lowest bit of a byte first, 1 for a value
//! that is there. At least one value is missing; a column without missing values has no bitmap.

use std::ops::Range;
use std::sync::Arc;

/// One bit for each row of a column.
#[derive(Debug, Clone)]
pub(super) struct Validity {
    bits: Arc<[u8]>,
    /// The bit of the first row: parts of a column share one bitmap.
    first: usize,
    rows: usize,
    missing: usize,
}

impl Validity {
    /// Returns the bitmap, or `None` if no value is missing.
    pub(super) fn of(present: impl IntoIterator<Item = bool>) -> Option<Self> {
        let (mut bits, mut rows, mut missing) = (Vec::new(), 0, 0);
        for is_present in present {
            if rows % 8 == 0 {
                bits.push(0);
            }
            if let Some(byte) = bits.last_mut() {
                *byte |= u8::from(is_present) << (rows % 8);
            }
            rows += 1;
            missing += usize::from(!is_present);
        }
        (missing > 0).then(|| Self { bits: bits.into(), first: 0, rows, missing })
    }

    /// Returns the number of missing values.
    pub(super) fn missing(&self) -> usize {
        self.missing
    }

    /// Returns whether the value of a row is there; false beyond the last row.
    pub(super) fn is_present(&self, row: usize) -> bool {
        let bit = self.first + row;
        row < self.rows && self.bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// Returns the bits of these rows, in the same buffer; `None` if no value of them is missing.
    pub(super) fn cut(&self, range: Range<usize>) -> Option<Self> {
        let missing = range.clone().filter(|&row| !self.is_present(row)).count();
        let part = Self { first: self.first + range.start, rows: range.len(), missing, ..self.clone() };
        (missing > 0).then_some(part)
    }

    /// Returns whether each value is there, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        (0..self.rows).map(|row| self.is_present(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_in_the_order_of_arrow() {
        let present = [true, false, true, true, true, true, true, true, false, true];
        let validity = Validity::of(present).expect("two are missing");
        assert_eq!(validity.bits[..], [0b1111_1101, 0b10]);
        assert_eq!(validity.missing(), 2);
        assert!(validity.iter().eq(present));
        assert!(!validity.is_present(10));
        assert!(Validity::of([true; 9]).is_none());
        assert!(Validity::of([]).is_none());
    }

    #[test]
    fn a_part_shares_the_bits() {
        let validity = Validity::of((0..20).map(|row| row != 13)).expect("one is missing");
        let part = validity.cut(11..15).expect("row 13 is in it");
        assert!(Arc::ptr_eq(&part.bits, &validity.bits));
        assert_eq!((part.missing(), part.iter().collect::<Vec<_>>()), (1, vec![true, true, false, true]));
        assert_eq!(part.cut(2..3).map(|part| part.missing()), Some(1));
        assert!(validity.cut(0..13).is_none());
        assert!(validity.cut(5..5).is_none());
    }
}
