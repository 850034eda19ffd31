//! [`Sparse`]: a matrix that stores only some of its values, in the order of its rows.
//!
//! Invariant: `offsets` has one entry more than there are rows and does not fall; a row's columns rise strictly and are below
//! `width`; `columns` and `values` have one entry for each stored value, and all three arrays are contiguous. The first offset need
//! not be 0: rows that were cut out share the buffers, and places count from it.

use std::fmt;
use std::ops::Range;

use ndarray::ArcArray1;

use super::row::SparseRow;
use crate::{Error, Result};

/// A matrix of `n` rows of which only some values are stored: what flows along an edge `sparse f32[n, vocab]`.
///
/// Each row has the columns of its stored values, in rising order, and the values. A value that is not stored is
/// [`Default::default`], the zero of numbers; a stored value may be zero too. There are at most 2³² columns. A clone shares the
/// buffers.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let x = Sparse::from_dense(&array![[0.0, 1.5, 0.0], [2.0, 0.0, 0.0]])?;
/// assert_eq!((x.shape(), x.stored()), ((2, 3), 2));
/// assert_eq!((x.get(0, 1), x.get(0, 2)), (1.5, 0.0));
/// assert_eq!(x.to_dense()?, array![[0.0, 1.5, 0.0], [2.0, 0.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
pub struct Sparse<A> {
    pub(super) offsets: ArcArray1<usize>,
    pub(super) columns: ArcArray1<u32>,
    pub(super) values: ArcArray1<A>,
    pub(super) width: usize,
}

impl<A> Sparse<A> {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Returns the number of columns.
    pub fn columns(&self) -> usize {
        self.width
    }

    /// Returns the numbers of rows and columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows(), self.width)
    }

    /// Returns the number of stored values.
    pub fn stored(&self) -> usize {
        self.values.len()
    }

    /// Returns the stored values, row after row.
    pub fn values(&self) -> &[A] {
        slice(&self.values)
    }

    /// Returns the column of each stored value.
    pub fn column_numbers(&self) -> &[u32] {
        slice(&self.columns)
    }

    /// Returns a row.
    ///
    /// # Errors
    /// There is no such row.
    pub fn row(&self, row: usize) -> Result<SparseRow<'_, A>> {
        if row < self.rows() {
            return Ok(self.at(row));
        }
        Err(Error::new(format!("asked for row {row} (counted from 0), but there are {} rows", self.rows())))
    }

    /// Returns the rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = SparseRow<'_, A>> {
        (0..self.rows()).map(|row| self.at(row))
    }

    /// Returns a row that is known to exist; one without stored values beyond the last.
    pub(crate) fn at(&self, row: usize) -> SparseRow<'_, A> {
        let places = self.places(row);
        SparseRow {
            columns: self.column_numbers().get(places.clone()).unwrap_or_default(),
            values: self.values().get(places).unwrap_or_default(),
        }
    }

    /// Returns the places of a row's values in the buffers.
    fn places(&self, row: usize) -> Range<usize> {
        match slice(&self.offsets).get(row..row + 2) {
            Some(&[start, end]) => start - self.base()..end - self.base(),
            _ => 0..0,
        }
    }

    /// The offset that the first value has.
    pub(super) fn base(&self) -> usize {
        self.offsets.first().copied().unwrap_or(0)
    }

    /// Returns the start of each row in [`values`](Self::values), and the end of the last one.
    pub(crate) fn starts(&self) -> Vec<usize> {
        self.offsets.iter().map(|offset| offset - self.base()).collect()
    }

    /// Returns the bytes of the three arrays.
    pub(crate) fn bytes(&self) -> usize {
        size_of_val(slice(&self.offsets)) + size_of_val(self.column_numbers()) + size_of_val(self.values())
    }
}

impl<A: Clone> Sparse<A> {
    /// Returns the value of a place; `A::default()` if none is stored, and beyond the last row or column.
    pub fn get(&self, row: usize, column: usize) -> A
    where
        A: Default,
    {
        self.at(row).get(column).cloned().unwrap_or_default()
    }

    /// Returns the matrix with other values in the same places.
    pub fn map<B>(&self, convert: impl FnMut(&A) -> B) -> Sparse<B> {
        self.with_values(self.values().iter().map(convert).collect())
    }

    /// Returns the matrix with these values, as many as it stores, in the same places.
    pub(crate) fn with_values<B>(&self, values: Vec<B>) -> Sparse<B> {
        debug_assert_eq!(values.len(), self.stored());
        Sparse {
            offsets: self.offsets.clone(),
            columns: self.columns.clone(),
            values: values.into(),
            width: self.width,
        }
    }
}

/// Returns the elements of an array that has no gaps.
fn slice<T>(array: &ArcArray1<T>) -> &[T] {
    array.as_slice().unwrap_or_default()
}

impl<A> Clone for Sparse<A> {
    fn clone(&self) -> Self {
        Self {
            offsets: self.offsets.clone(),
            columns: self.columns.clone(),
            values: self.values.clone(),
            width: self.width,
        }
    }
}

/// Two matrices are equal if they have the same shape and store equal values in the same places.
impl<A: PartialEq> PartialEq for Sparse<A> {
    fn eq(&self, other: &Self) -> bool {
        self.shape() == other.shape() && self.iter().eq(other.iter())
    }
}

impl<A: fmt::Debug> fmt::Debug for Sparse<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {}, ", self.rows(), self.width)?;
        f.debug_list().entries(self.iter()).finish()
    }
}
