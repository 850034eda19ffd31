//! Histograms of the directions in which an image changes, in cells of its pixels.
//!
//! Invariant: every pixel of a whole cell counts in exactly one histogram.

use ndarray::{Array2, Array3, ArrayView2};

/// Returns a histogram of `bins` directions for each cell of `cell` x `cell` pixels, `[rows, columns, bins]`.
///
/// A pixel adds the length of its gradient, divided by the number of pixels of a cell, to the bin of its direction, from 0 to less than
/// 180 degrees. The gradient is the difference of the two neighbours, and 0 across the edge of the image.
pub(super) fn histograms(image: ArrayView2<'_, f64>, cell: usize, bins: usize) -> Array3<f64> {
    let (height, width) = image.dim();
    let mut histograms = Array3::zeros((height / cell, width / cell, bins));
    let pixels = (cell * cell) as f64;
    for row in 0..height / cell * cell {
        for column in 0..width / cell * cell {
            let down = if row == 0 || row + 1 == height {
                0.0
            } else {
                image[[row + 1, column]] - image[[row - 1, column]]
            };
            let across = if column == 0 || column + 1 == width {
                0.0
            } else {
                image[[row, column + 1]] - image[[row, column - 1]]
            };
            let bin = bin_of(down, across, bins);
            histograms[[row / cell, column / cell, bin]] += across.hypot(down) / pixels;
        }
    }
    histograms
}

/// The bin of a direction: number `k` has the angles from `k` to less than `k + 1` times 180 degrees over `bins`.
fn bin_of(down: f64, across: f64, bins: usize) -> usize {
    let angle = down.atan2(across).to_degrees().rem_euclid(180.0);
    let width = 180.0 / bins as f64;
    let bin = (angle / width) as usize;
    // A quotient at the border of two bins can be rounded to the next one.
    let bin = if angle < width * bin as f64 { bin - 1 } else { bin };
    // An angle just below 0 becomes 180 by rounding, which is the direction 0.
    if bin < bins { bin } else { 0 }
}

/// Square roots of the pixels, or the place of the first that has none.
pub(super) fn square_roots(image: &Array2<f64>) -> Result<Array2<f64>, (usize, usize)> {
    match image.indexed_iter().find(|(_, pixel)| **pixel < 0.0) {
        Some((place, _)) => Err(place),
        None => Ok(image.mapv(f64::sqrt)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_direction_has_one_bin() {
        assert_eq!(
            [(0.0, 1.0), (0.0, -1.0), (-0.0, -1.0), (-1e-300, 1.0)].map(|(y, x)| bin_of(y, x, 9)),
            [0; 4]
        );
        assert_eq!([(1.0, 0.0), (-1.0, 0.0)].map(|(y, x)| bin_of(y, x, 2)), [1; 2]);
        for degrees in 0..360 {
            let (down, across) = (f64::from(degrees) + 0.5).to_radians().sin_cos();
            assert_eq!(bin_of(down, across, 180), degrees as usize % 180);
        }
    }
}
