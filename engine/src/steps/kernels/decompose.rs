//! Matrix decompositions by `faer`: of a symmetric matrix, of a positive definite one, and of rows.
//!
//! Invariant: all run on the calling thread (`Par::Seq`), so their bits do not depend on the number of threads.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::cholesky::llt;
use faer::linalg::{evd, svd};
use faer::{Mat, MatRef, Par};
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

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

/// The share of the largest eigenvalue below which a direction counts as empty, once all columns have the same length. Rounding
/// moves an eigenvalue of products of `d` columns by about `d` 1e-16 of the largest one.
const EMPTY: f64 = 1e-12;

/// The solution of a linear system, and the number of directions that determine it.
#[derive(Debug)]
pub(crate) struct LeastNorm {
    pub(crate) solution: Array1<f64>,
    pub(crate) rank: usize,
}

/// Solves `matrix w = right` for a matrix of products of columns (`[d, d]`, symmetric, positive semidefinite). If columns depend on
/// each other up to rounding, it returns the `w` of least norm.
///
/// The rule of the rank does not depend on the units of the columns: with all columns scaled to length 1, an eigenvalue below
/// 1e-12 of the largest counts as 0. A column whose entry on the diagonal is 0 has the coefficient 0.
pub(crate) fn least_norm_solve(matrix: &Array2<f64>, right: &Array1<f64>) -> Result<LeastNorm> {
    let size = matrix.nrows();
    let used: Vec<usize> = (0..size).filter(|&at| matrix[[at, at]] > 0.0).collect();
    let scale: Array1<f64> = used.iter().map(|&at| matrix[[at, at]].sqrt().recip()).collect();
    let scaled = Array2::from_shape_fn((used.len(), used.len()), |(row, column)| {
        matrix[[used[row], used[column]]] * scale[row] * scale[column]
    });
    let target: Array1<f64> = used.iter().zip(&scale).map(|(&at, scale)| right[at] * scale).collect();
    let (mut found, rank) = match well_conditioned_solve(&scaled, &target) {
        Some(solution) => (solution, used.len()),
        None => least_norm_of(&scaled, &target, &scale)?,
    };
    found *= &scale;
    let mut solution = Array1::zeros(size);
    for (&at, &value) in used.iter().zip(&found) {
        solution[at] = value;
    }
    Ok(LeastNorm { solution, rank })
}

/// Returns the solution `u` of `matrix u = right` for which `u * scale` has the least norm, and the rank.
fn least_norm_of(
    matrix: &Array2<f64>,
    right: &Array1<f64>,
    scale: &Array1<f64>,
) -> Result<(Array1<f64>, usize)> {
    let Spectral { mut solution, rank, vectors } = spectral_solve(matrix, right)?;
    let empty = vectors.slice_axis(Axis(0), Slice::from(rank..));
    // Along the empty directions every value solves the system: those are chosen that make `u * scale` orthogonal to them.
    let directions = &empty * scale;
    let products = directions.dot(&directions.t());
    let excess = directions.dot(&(&solution * scale));
    solution -= &empty.t().dot(&spectral_solve(&products, &excess)?.solution);
    Ok((solution, rank))
}

/// A solution along the directions that are not empty.
struct Spectral {
    solution: Array1<f64>,
    rank: usize,
    /// The eigenvectors as rows, those of the empty directions last.
    vectors: Array2<f64>,
}

/// Solves `matrix u = right` for a symmetric, positive semidefinite matrix by its eigenvectors; the solution has no part along the
/// empty directions.
fn spectral_solve(matrix: &Array2<f64>, right: &Array1<f64>) -> Result<Spectral> {
    let (values, vectors) = symmetric_eigen(matrix)?;
    let least = EMPTY * values.first().copied().unwrap_or(0.0);
    let rank = values.iter().filter(|&&value| value > least).count();
    let full = vectors.slice_axis(Axis(0), Slice::from(..rank));
    let parts = full.dot(right) / values.slice_axis(Axis(0), Slice::from(..rank));
    let solution = full.t().dot(&parts);
    Ok(Spectral { solution, rank, vectors })
}

/// Solves by Cholesky decomposition; `None` if a pivot is so small that columns may depend on each other.
fn well_conditioned_solve(matrix: &Array2<f64>, right: &Array1<f64>) -> Option<Array1<f64>> {
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
    // A pivot is the square of the distance of a column of length 1 from those before it.
    let least = 10.0 * EMPTY * size as f64;
    let is_clear = |at: usize| factor[(at, at)].powi(2) > least;
    if !(0..size).all(is_clear) {
        return None;
    }
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
