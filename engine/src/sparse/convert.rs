//! The matrices of the crate `sprs`.

use ndarray::ArcArray1;
use sprs::{CsMat, CsMatI, SpIndex};

use super::matrix::Sparse;
use crate::{Error, Result};

/// A matrix of `sprs` in either storage order. One in CSR with columns of type `u32` is not copied.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let columns = sprs::CsMat::new_csc((2, 3), vec![0, 1, 1, 2], vec![1, 0], vec![5.0, 6.0]);
/// let x = Sparse::try_from(columns)?;
/// assert_eq!(x.to_dense()?, array![[0.0, 0.0, 6.0], [5.0, 0.0, 0.0]]);
/// assert_eq!(sprs::CsMat::from(&x).get(1, 0), Some(&5.0));
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// More than 2³² columns.
impl<A, I, P> TryFrom<CsMatI<A, I, P>> for Sparse<A>
where
    A: Clone + Default,
    I: SpIndex,
    P: SpIndex,
{
    type Error = Error;

    fn try_from(matrix: CsMatI<A, I, P>) -> Result<Self> {
        let matrix = if matrix.is_csr() { matrix } else { matrix.to_csr() };
        let (rows, width) = matrix.shape();
        super::construct::require_width(width)?;
        let offsets = matrix.proper_indptr().iter().map(|offset| offset.index()).collect();
        let (_, columns, values) = matrix.into_raw_storage();
        let columns = columns.into_iter().map(|column| column.index() as u32).collect();
        Self::from_parts((rows, width), offsets, columns, values)
    }
}

/// A matrix of `sprs` in CSR.
impl<A: Clone> From<&Sparse<A>> for CsMat<A> {
    fn from(matrix: &Sparse<A>) -> Self {
        let columns: ArcArray1<usize> =
            matrix.column_numbers().iter().map(|&column| column as usize).collect();
        CsMat::new(matrix.shape(), matrix.starts(), columns.to_vec(), matrix.values().to_vec())
    }
}
