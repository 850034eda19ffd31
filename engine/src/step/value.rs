//! [`Value`]: the types that can flow along an edge; [`Measure`]: the size of a value.
//!
//! Arrays flow as [`ArcArray`]: a clone at a fan-out shares the buffer, and the last owner may work in place.

use ndarray::{ArrayBase, Data, Dimension, RawData};

use crate::shape::MAX_RANK;

/// A type that can flow along an edge: cheap to clone, and free to move between threads.
///
/// Implemented for every such type; arrays flow as [`ndarray::ArcArray`], whose clones share one buffer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow along an edge",
    label = "not `Clone + Send + Sync + 'static`",
    note = "branches run in parallel, so a value on an edge must be `Clone + Send + Sync + 'static`"
)]
pub trait Value: Clone + Send + Sync + 'static {}

impl<T: Clone + Send + Sync + 'static> Value for T {}

/// The lengths of a value's axes and its size in bytes. A value that is not an array has no axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    rank: u8,
    lengths: [usize; MAX_RANK],
    bytes: usize,
}

impl Measure {
    /// The size of no value.
    pub(crate) const NONE: Self = Self { rank: 0, lengths: [0; MAX_RANK], bytes: 0 };

    /// Measures an array; `None` if it has more axes than a shape can have.
    pub fn of_array<S: RawData + Data, D: Dimension>(array: &ArrayBase<S, D>) -> Option<Self> {
        let mut lengths = [0; MAX_RANK];
        let rank = array.ndim();
        lengths.get_mut(..rank)?.copy_from_slice(array.shape());
        Some(Self { rank: rank as u8, lengths, bytes: array.len() * size_of::<S::Elem>() })
    }

    /// Measures a column or a table of columns: its rows are its only axis.
    pub(crate) fn of_rows(rows: usize, bytes: usize) -> Self {
        let mut lengths = [0; MAX_RANK];
        lengths[0] = rows;
        Self { rank: 1, lengths, bytes }
    }

    /// Measures a sparse matrix with so many rows and columns, and bytes of what it stores.
    pub(crate) fn of_sparse((rows, columns): (usize, usize), bytes: usize) -> Self {
        let mut lengths = [0; MAX_RANK];
        [lengths[0], lengths[1]] = [rows, columns];
        Self { rank: 2, lengths, bytes }
    }

    /// Measures a value that is not an array.
    pub fn of_value<T>(value: &T) -> Self {
        Self { rank: 0, lengths: [0; MAX_RANK], bytes: size_of_val(value) }
    }

    /// Returns the lengths of the axes.
    pub fn lengths(&self) -> &[usize] {
        &self.lengths[..usize::from(self.rank)]
    }

    /// Returns the length of the first axis; `None` for a value without axes.
    pub fn rows(&self) -> Option<usize> {
        self.lengths().first().copied()
    }

    /// Returns the bytes of the elements, without what they point to.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{ArcArray, Ix3};

    use super::*;

    #[test]
    fn an_array_is_measured_by_its_axes_and_elements() {
        let images = ArcArray::<f32, Ix3>::zeros((5, 8, 8));
        let measure = Measure::of_array(&images).expect("three axes fit");
        assert_eq!(measure.lengths(), [5, 8, 8]);
        assert_eq!((measure.rows(), measure.bytes()), (Some(5), 5 * 64 * 4));
    }
}
