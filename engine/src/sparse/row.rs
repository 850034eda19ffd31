//! [`SparseRow`]: the stored values of one row.

use std::fmt;

/// One row of a [`Sparse`](super::Sparse): its stored values and their columns, in the order of the columns.
pub struct SparseRow<'a, A> {
    pub(super) columns: &'a [u32],
    pub(super) values: &'a [A],
}

impl<'a, A> SparseRow<'a, A> {
    /// Returns the columns of the stored values, in rising order.
    pub fn columns(&self) -> &'a [u32] {
        self.columns
    }

    /// Returns the stored values.
    pub fn values(&self) -> &'a [A] {
        self.values
    }

    /// Returns the number of stored values.
    pub fn stored(&self) -> usize {
        self.values.len()
    }

    /// Returns the stored value of a column; `None` if there is none.
    pub fn get(&self, column: usize) -> Option<&'a A> {
        let column = u32::try_from(column).ok()?;
        self.values.get(self.columns.binary_search(&column).ok()?)
    }

    /// Returns each stored value with its column.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (usize, A)> + use<'a, A>
    where
        A: Copy,
    {
        self.columns.iter().zip(self.values).map(|(&column, &value)| (column as usize, value))
    }
}

impl<A> Clone for SparseRow<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for SparseRow<'_, A> {}

impl<A: PartialEq> PartialEq for SparseRow<'_, A> {
    fn eq(&self, other: &Self) -> bool {
        self.columns == other.columns && self.values == other.values
    }
}

impl<A: fmt::Debug> fmt::Debug for SparseRow<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.columns.iter().zip(self.values)).finish()
    }
}
