//! Matrix decompositions by `faer`: of a symmetric matrix, of a positive definite one, and of rows.
//!
//! Invariant: all run on the calling thread (`Par::Seq`), so their bits do not depend on the number of threads.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::{evd, svd};
use faer::{Mat, MatRef, Par};
use ndarray::{Array1, Array2, ArrayView2};

use crate::{Error, Result};

/// The eigenvalues of a symmetric matrix (`[d, d]`), in decreasing order, and the eigenvectors as rows (`[d, d]`).
pub(crate) fn symmetric_eigen(matrix: &Array2<f64>) -> Result<(Array1<f64>, Array2<f64>)> {
    let size = matrix.nrows();
    let matrix = to_faer(matrix.view());
    let mut values = faer::diag::Diag::<f64>::zeros(size);
    let mut vectors = Mat::<f64>::zeros(size, size);
    let scratch =
        evd::self_adjoint_evd_scratch::<f64>(size, evd::ComputeEigenvectors::Yes, Par::Seq, params());
    let mut memory = MemBuffer::new(scratch);
    evd::self_adjoint_evd(
        matrix.as_ref(),
        values.as_mut(),
        Some(vectors.as_mut()),
        Par::Seq,
        MemStack::new(&mut memory),
        params(),
    )
    .map_err(|_| no_convergence("eigenvalues", size, size))?;
    let values = values.column_vector();
    // faer sorts in increasing order.
    let last = size.wrapping_sub(1);
    let sorted = Array1::from_shape_fn(size, |at| values[last - at]);
    let rows = Array2::from_shape_fn((size, size), |(at, entry)| vectors[(entry, last - at)]);
    Ok((sorted, rows))
}

/// The singular values of rows (`[n, d]`), in decreasing order, and the right singular vectors as rows (`[min(n, d), d]`).
pub(crate) fn right_singular(rows: ArrayView2<'_, f64>) -> Result<(Array1<f64>, Array2<f64>)> {
    let (count, columns) = rows.dim();
    let rank = count.min(columns);
    let matrix = to_faer(rows);
    let mut values = faer::diag::Diag::<f64>::zeros(rank);
    let mut vectors = Mat::<f64>::zeros(columns, rank);
    let (no, thin) = (svd::ComputeSvdVectors::No, svd::ComputeSvdVectors::Thin);
    let mut memory = MemBuffer::new(svd::svd_scratch::<f64>(count, columns, no, thin, Par::Seq, params()));
    svd::svd(
        matrix.as_ref(),
        values.as_mut(),
        None,
        Some(vectors.as_mut()),
        Par::Seq,
        MemStack::new(&mut memory),
        params(),
    )
    .map_err(|_| no_convergence("singular values", count, columns))?;
    let values = values.column_vector();
    let sorted = Array1::from_shape_fn(rank, |at| values[at]);
    Ok((sorted, Array2::from_shape_fn((rank, columns), |(at, entry)| vectors[(entry, at)])))
}

/// Solves `matrix w = right` for a symmetric positive definite matrix (`[d, d]`), by Cholesky decomposition; `None` if the
/// matrix is not positive definite in `f64`.
pub(crate) fn positive_solve(matrix: &Array2<f64>, right: &Array1<f64>) -> Option<Array1<f64>> {
    let size = matrix.nrows();
    let mut factor = to_faer(matrix.view());
    let scratch = llt::factor::cholesky_in_place_scratch::<f64>(size, Par::Seq, params());
    let mut memory = MemBuffer::new(scratch);
    let regularization = llt::factor::LltRegularization::default();
    llt::factor::cholesky_in_place(
        factor.as_mut(),
        regularization,
        Par::Seq,
        MemStack::new(&mut memory),
        params(),
    )
    .ok()?;
    let mut solution = Mat::from_fn(size, 1, |row, _| right[row]);
    let mut memory = MemBuffer::new(llt::solve::solve_in_place_scratch::<f64>(size, 1, Par::Seq));
    llt::solve::solve_in_place(factor.as_ref(), solution.as_mut(), Par::Seq, MemStack::new(&mut memory));
    let solution = Array1::from_shape_fn(size, |row| solution[(row, 0)]);
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}

fn params<P: faer::Auto<f64>>() -> faer::Spec<P, f64> {
    faer::Spec::default()
}

fn to_faer(matrix: ArrayView2<'_, f64>) -> Mat<f64> {
    match matrix.to_slice() {
        Some(values) => MatRef::from_row_major_slice(values, matrix.nrows(), matrix.ncols()).to_owned(),
        None => Mat::from_fn(matrix.nrows(), matrix.ncols(), |row, column| matrix[[row, column]]),
    }
}

fn no_convergence(what: &str, rows: usize, columns: usize) -> Error {
    Error::new(format!(
        "the {what} of a {rows} x {columns} matrix did not converge; rescale its columns before this step"
    ))
}
