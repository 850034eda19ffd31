//! Linear algebra for steps of your own: eigenvectors, singular vectors, least squares, and products of tables.
//!
//! These are the kernels of [`Pca`](super::Pca), [`Ridge`](super::Ridge) and others. Matrices are dense, of `f64`. The decompositions run on the calling thread, and the
//! products in parallel over blocks of rows whose borders depend only on the size, so every result has the same bits on any number of
//! threads. For means, variances and covariances of rows in batches, see [`Moments`](super::Moments) and [`Scatter`](super::Scatter).
//!
//! ```
//! use ndarray::array;
//! use shapeflow::steps::linalg;
//!
//! // A line through four points.
//! let x = array![[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]];
//! let solution = linalg::least_squares(x.view(), array![1.0, 3.0, 5.0, 7.0].view())?;
//! assert!((&solution - &array![1.0, 2.0]).iter().all(|error| error.abs() < 1e-12));
//! # Ok::<(), shapeflow::Error>(())
//! ```

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};

use super::kernels::blocks;
use super::kernels::checks::{require_finite, require_finite_results};
use super::kernels::decompose::{self, right_singular};
use super::kernels::float::Float;
use crate::{Error, Result};

/// The eigenvalues and eigenvectors of a symmetric matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, `[d]`, in decreasing order.
    pub values: Array1<f64>,
    /// The eigenvectors as rows, `[d, d]`, orthogonal and of length 1. Their signs are those of the decomposition.
    pub vectors: Array2<f64>,
}

/// The thin singular value decomposition `x = u diag(values) vt`.
#[derive(Debug, Clone, PartialEq)]
pub struct Svd {
    /// The left singular vectors as columns, `[n, min(n, d)]`.
    pub u: Array2<f64>,
    /// The singular values, `[min(n, d)]`, in decreasing order.
    pub values: Array1<f64>,
    /// The right singular vectors as rows, `[min(n, d), d]`.
    pub vt: Array2<f64>,
}

/// Decomposes a symmetric matrix, `[d, d]` (NumPy's `linalg.eigh`, in decreasing order).
///
/// # Errors
/// The matrix is not square or not symmetric up to rounding, has a NaN or infinity, or the decomposition does not converge.
///
/// ```
/// use ndarray::array;
/// use shapeflow::steps::linalg::symmetric_eigen;
///
/// let eigen = symmetric_eigen(array![[2.0, 1.0], [1.0, 2.0]].view())?;
/// assert!((eigen.values[0] - 3.0).abs() < 1e-12 && (eigen.values[1] - 1.0).abs() < 1e-12);
/// assert!((eigen.vectors[[0, 0]] - eigen.vectors[[0, 1]]).abs() < 1e-12);
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn symmetric_eigen(matrix: ArrayView2<'_, f64>) -> Result<Eigen> {
    let (rows, columns) = matrix.dim();
    if rows != columns {
        return Err(Error::new(format!(
            "a symmetric matrix has as many rows as columns, got {rows} x {columns}"
        )));
    }
    require_finite(matrix, 0)?;
    let largest = matrix.fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for row in 0..rows {
        for column in 0..row {
            let (one, other) = (matrix[[row, column]], matrix[[column, row]]);
            if (one - other).abs() > 1e-9 * largest {
                return Err(Error::new(format!(
                    "the matrix is not symmetric: row {row}, column {column} (counted from 0) is {one}, but row {column}, column {row} is {other}"
                )));
            }
        }
    }
    let (values, vectors) = decompose::symmetric_eigen(&matrix.to_owned())?;
    Ok(Eigen { values, vectors })
}

/// Decomposes a matrix, `[n, d]` (NumPy's `linalg.svd(full_matrices=False)`).
///
/// The signs of the vectors are those of the decomposition; the left vector of a singular value that is 0 up to rounding is 0.
///
/// # Errors
/// A NaN or infinity, or the decomposition does not converge.
///
/// ```
/// use ndarray::{Array2, array};
/// use shapeflow::steps::linalg::thin_svd;
///
/// let x = array![[3.0, 0.0], [0.0, 4.0], [0.0, 0.0]];
/// let svd = thin_svd(x.view())?;
/// let back = (&svd.u * &svd.values).dot(&svd.vt);
/// assert!((&back - &x).iter().all(|error| error.abs() < 1e-12) && (svd.values[0] - 4.0).abs() < 1e-12);
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn thin_svd(x: ArrayView2<'_, f64>) -> Result<Svd> {
    require_finite(x, 0)?;
    let (values, vt) = right_singular(x)?;
    let least = rounding(&values, x.dim());
    let mut u = x.dot(&vt.t());
    for (mut column, &value) in u.columns_mut().into_iter().zip(&values) {
        if value > least { column /= value } else { column.fill(0.0) }
    }
    Ok(Svd { u, values, vt })
}

/// The singular value up to which rounding may have moved a 0 (NumPy's `linalg.matrix_rank`).
fn rounding(values: &Array1<f64>, (rows, columns): (usize, usize)) -> f64 {
    values.first().copied().unwrap_or(0.0) * rows.max(columns) as f64 * f64::EPSILON
}

/// Returns the `w` (`[d]`) that minimizes `|x w - y|²`, and of several the one of least norm (NumPy's `linalg.lstsq`).
///
/// # Errors
/// A number of targets that differs from the number of rows, a NaN or infinity, or a decomposition that does not converge.
///
/// ```
/// use ndarray::array;
/// use shapeflow::steps::linalg::least_squares;
///
/// // Two equal columns share the coefficient.
/// let w = least_squares(array![[1.0, 1.0], [2.0, 2.0]].view(), array![2.0, 4.0].view())?;
/// assert!((&w - &array![1.0, 1.0]).iter().all(|error| error.abs() < 1e-12));
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn least_squares(x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Result<Array1<f64>> {
    if x.nrows() != y.len() {
        return Err(Error::new(format!(
            "each row needs a target, got {} rows and {} targets",
            x.nrows(),
            y.len()
        )));
    }
    require_finite(x, 0)?;
    require_finite(y.insert_axis(Axis(1)), 0)?;
    let (values, vt) = right_singular(x)?;
    let least = rounding(&values, x.dim());
    let rank = values.iter().filter(|&&value| value > least).count();
    let kept = Slice::from(..rank);
    let (values, vt) = (values.slice_axis(Axis(0), kept), vt.slice_axis(Axis(0), kept));
    // `uᵀ y = diag(1 / values) vt xᵀ y`, computed from the rows in the directions, so that no square of a singular value is divided by.
    let parts = x.dot(&vt.t()).t().dot(&y) / values / values;
    Ok(vt.t().dot(&parts))
}

/// Multiplies rows by a matrix, `[n, d]` by `[d, k]`, in parallel over blocks of rows: the rows of a result do not depend on the other rows.
///
/// Accepts rows of `f32` and `f64`, multiplies in `f64`, and returns the type of the rows.
///
/// # Errors
/// Another number of columns than `weights` has rows, a NaN or infinity, or a result beyond the range of the type.
///
/// ```
/// use ndarray::array;
/// use shapeflow::steps::linalg::product;
///
/// assert_eq!(product(array![[1.0_f32, 2.0]].view(), array![[3.0], [4.0]].view())?, array![[11.0]]);
/// # Ok::<(), shapeflow::Error>(())
/// ```
pub fn product<A: Float>(x: ArrayView2<'_, A>, weights: ArrayView2<'_, f64>) -> Result<Array2<A>> {
    if x.ncols() != weights.nrows() {
        return Err(Error::new(format!(
            "the rows have {} columns, but the matrix has {} rows",
            x.ncols(),
            weights.nrows()
        )));
    }
    let product = blocks::map_rows(x, weights.ncols(), |first_row, rows, mut out| {
        require_finite(rows, first_row)?;
        let mut buffer = Array2::zeros((0, 0));
        let wide = A::widen_rows(rows, &mut buffer).dot(&weights);
        out.zip_mut_with(&wide, |out, value| *out = A::narrow(*value));
        require_finite_results(out.view(), first_row)
    })?;
    Ok(product.into_owned())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn each_wrong_input_has_its_message() {
        let says = |error: Error| error.to_string();
        let wide = array![[1.0, 2.0, 3.0], [2.0, 1.0, 4.0]];
        assert!(says(symmetric_eigen(wide.view()).expect_err("2 x 3")).contains("got 2 x 3"));
        let skew = array![[1.0, 2.0], [-2.0, 1.0]];
        assert!(
            says(symmetric_eigen(skew.view()).expect_err("skew"))
                .contains("row 1, column 0 (counted from 0) is -2")
        );
        let nan = array![[f64::NAN, 0.0]];
        assert!(says(thin_svd(nan.view()).expect_err("NaN")).contains("row 0, column 0"));
        assert!(
            says(least_squares(wide.view(), array![1.0].view()).expect_err("1"))
                .contains("2 rows and 1 targets")
        );
        assert!(
            says(product(wide.view(), skew.view()).expect_err("3"))
                .contains("3 columns, but the matrix has 2 rows")
        );
    }

    #[test]
    fn decompositions_restore_their_matrix() {
        let x = Array2::from_shape_fn((7, 4), |(row, column)| ((row * 5 + column * 3) % 7) as f64 - 2.0);
        let near =
            |one: &Array2<f64>, other: &Array2<f64>| (one - other).iter().all(|error| error.abs() < 1e-10);
        for x in [x.clone(), x.t().to_owned()] {
            let svd = thin_svd(x.view()).expect("converges");
            assert!(near(&(&svd.u * &svd.values).dot(&svd.vt), &x));
        }
        let gram = x.t().dot(&x);
        let Eigen { values, vectors } = symmetric_eigen(gram.view()).expect("converges");
        assert!(near(&(vectors.t().to_owned() * &values).dot(&vectors), &gram));
        let w = array![1.0, -2.0, 0.5, 3.0];
        let found = least_squares(x.view(), x.dot(&w).view()).expect("converges");
        assert!((x.dot(&found) - x.dot(&w)).iter().all(|error| error.abs() < 1e-9));
    }
}
