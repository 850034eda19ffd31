//! [`Hog`]: histograms of oriented gradients.
//!
//! Invariant: every result is finite, or the step returns an error.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray, ArcArray2, Array1, Array2, ArrayView2, ArrayViewMut1, Axis, Ix3, Slice};

use super::gradients::{histograms, square_roots};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform, on_threads_of_run};
use crate::steps::kernels::checks::{require_finite_results, require_finite_values};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Describes each image by the directions of its edges: `[n, h, w] -> [n, features]`, histograms of oriented gradients (scikit-image's
/// `hog` of grey images).
///
/// The image is cut into cells of `CELL` x `CELL` pixels (`pixels_per_cell`), each with a histogram of `BINS` directions
/// (`orientations`). Each block of `BLOCK` x `BLOCK` cells (`cells_per_block`) that fits into the image is normalized and gives
/// `BLOCK * BLOCK * BINS` features, so a cell is in several blocks. Blocks are in the order of their rows, and from left to right; within
/// a block, the cells are too. `Hog` alone is `Hog<8, 3, 9>`, scikit-image's defaults.
///
/// Accepts `f32` and `f64`, and computes in `f64`. As in scikit-image, pixels at the right and at the lower edge that do not fill a cell
/// are no part of a histogram.
///
/// N. Dalal and B. Triggs, "Histograms of oriented gradients for human detection" (2005).
///
/// # Errors
/// Images smaller than a block, a size of 0, a NaN or infinity, pixels so far apart that a feature is not finite, or with
/// [`square_root`](Self::square_root) a negative pixel.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Hog;
///
/// pipeline! {
///     Edges(image: f64[n, 4, 4]) -> f64[n, 4] { image |> Hog<4, 1, 4> }
/// }
///
/// // A vertical edge: the gradient points to the right.
/// let image = Array3::from_shape_fn((1, 4, 4), |(_, _, column)| if column < 2 { 0.0 } else { 1.0 });
/// let edges = Edges::default().fit(&image)?.predict(&image)?;
/// assert!((edges[[0, 0]] - 1.0).abs() < 1e-3);
/// assert_eq!(edges.row(0).to_vec()[1..], [0.0, 0.0, 0.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Hog<const CELL: usize = 8, const BLOCK: usize = 3, const BINS: usize = 9> {
    /// How a block is normalized (`block_norm`). Default: [`BlockNorm::L2Hys`].
    #[space(nested)]
    pub norm: BlockNorm,
    /// Takes the square root of each pixel first, so that shadows matter less (`transform_sqrt`). Default: false.
    #[space(boolean())]
    pub square_root: bool,
}

/// How a block of histograms is normalized; `v` are its numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum BlockNorm {
    /// `v / sqrt(sum(v^2) + 1e-10)`, at most 0.2, and the same once more.
    #[default]
    L2Hys,
    /// `v / sqrt(sum(v^2) + 1e-10)`.
    L2,
    /// `v / (sum(v) + 1e-5)`.
    L1,
    /// `sqrt(v / (sum(v) + 1e-5))`.
    L1Sqrt,
}

impl BlockNorm {
    fn normalize(self, mut block: ArrayViewMut1<'_, f64>) {
        const SMALL: f64 = 1e-5;
        let l2 = |block: &mut ArrayViewMut1<'_, f64>| {
            let length = (block.iter().map(|value| value * value).sum::<f64>() + SMALL * SMALL).sqrt();
            *block /= length;
        };
        match self {
            Self::L2 => l2(&mut block),
            Self::L2Hys => {
                l2(&mut block);
                block.mapv_inplace(|value| value.min(0.2));
                l2(&mut block);
            }
            Self::L1 | Self::L1Sqrt => {
                let sum = block.sum() + SMALL;
                block /= sum;
                if self == Self::L1Sqrt {
                    block.mapv_inplace(f64::sqrt);
                }
            }
        }
    }
}

impl<const CELL: usize, const BLOCK: usize, const BINS: usize> Stateless for Hog<CELL, BLOCK, BINS> {
    const SIGNATURE: Signature = Signature::new(
        "[n, h, w] -> [n, (h/CELL - BLOCK + 1)*(w/CELL - BLOCK + 1)*BLOCK*BLOCK*BINS] where CELL >= 1, BLOCK >= 1, BINS >= 1, \
         h >= CELL*BLOCK, w >= CELL*BLOCK",
        &[("CELL", CELL as i64), ("BLOCK", BLOCK as i64), ("BINS", BINS as i64)],
    );
    const ROWWISE: bool = true;
}

impl<A: Float, const CELL: usize, const BLOCK: usize, const BINS: usize> Transform<ArcArray<A, Ix3>>
    for Hog<CELL, BLOCK, BINS>
{
    type Out = ArcArray2<A>;

    fn transform(&self, images: ArcArray<A, Ix3>) -> Result<ArcArray2<A>> {
        let (count, height, width) = images.dim();
        let blocks =
            |length: usize| (length.checked_div(CELL)? + 1).checked_sub(BLOCK).filter(|&blocks| blocks > 0);
        let (Some(down), Some(across), true) = (blocks(height), blocks(width), BLOCK * BINS > 0) else {
            return Err(Error::new(format!(
                "`Hog<{CELL}, {BLOCK}, {BINS}>` needs images of at least {BLOCK} x {BLOCK} cells of {CELL} x {CELL} pixels, got \
                 {height} x {width} pixels"
            )));
        };
        require_finite_values(&images)?;
        let size = BLOCK * BLOCK * BINS;
        let mut out = Array2::zeros((count, down * across * size));
        let describe = |(number, (image, mut features)): (
            usize,
            (ArrayView2<'_, A>, ArrayViewMut1<'_, A>),
        )| {
            let mut image = image.mapv(A::widen);
            if self.square_root {
                image = square_roots(&image).map_err(|(row, column)| {
                    Error::new(format!(
                        "a negative pixel has no square root: image {number}, row {row}, column {column} (counted from 0) is {}",
                        image[[row, column]]
                    ))
                })?;
            }
            let histograms = histograms(image.view(), CELL, BINS);
            if !histograms.iter().all(|sum| sum.powi(2).is_finite()) {
                return Err(Error::new(format!(
                    "the pixels of image {number} (counted from 0) lie so far apart that the square of a histogram exceeds f64; scale \
                     the images before this step"
                )));
            }
            for (block, mut to) in features.axis_chunks_iter_mut(Axis(0), size).enumerate() {
                let (top, left) = (block / across, block % across);
                let rows = histograms.slice_axis(Axis(0), Slice::from(top..top + BLOCK));
                let cells = rows.slice_axis(Axis(1), Slice::from(left..left + BLOCK));
                let mut numbers = cells.iter().copied().collect::<Array1<f64>>();
                self.norm.normalize(numbers.view_mut());
                to.zip_mut_with(&numbers, |to, &number| *to = A::narrow(number));
            }
            Ok(())
        };
        let rows = images.axis_iter(Axis(0)).into_par_iter().zip(out.axis_iter_mut(Axis(0)).into_par_iter());
        let error =
            on_threads_of_run(|| rows.enumerate().map(describe).filter_map(Result::err).find_first(|_| true));
        if let Some(error) = error {
            return Err(error);
        }
        require_finite_results(out.view(), 0)?;
        Ok(out.into_shared())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array3;

    use super::*;

    #[test]
    fn each_mistake_has_its_message() {
        let says = |step: Hog<4, 2, 9>, images: Array3<f64>| {
            step.transform(images.into_shared()).expect_err("wrong").to_string()
        };
        assert!(says(Hog::default(), Array3::zeros((1, 8, 7))).contains("got 8 x 7 pixels"));
        assert!(says(Hog::default(), Array3::from_elem((1, 8, 8), f64::NAN)).contains("row 0, place 0"));
        let step = Hog { square_root: true, ..Hog::default() };
        let mut images = Array3::zeros((3, 8, 8));
        images[[2, 1, 5]] = -1.0;
        assert_eq!(
            says(step, images),
            "a negative pixel has no square root: image 2, row 1, column 5 (counted from 0) is -1"
        );
        let far =
            Array3::from_shape_fn((1, 8, 8), |(_, row, _)| if row % 4 < 2 { f64::MAX } else { -f64::MAX });
        assert!(says(Hog::default(), far).contains("pixels of image 0 (counted from 0) lie so far apart"));
        let none = Hog::<0, 2, 9>::default().transform(Array3::<f64>::zeros((1, 8, 8)).into_shared());
        assert!(none.is_err());
    }

    #[test]
    fn a_flat_image_has_no_edges_and_no_images_no_rows() {
        let out =
            Hog::<4, 2, 9>::default().transform(Array3::<f32>::from_elem((2, 8, 12), 7.0).into_shared());
        assert_eq!(out.expect("large enough"), ArcArray2::<f32>::zeros((2, 72)));
        let out = Hog::<4, 2, 9>::default().transform(Array3::<f32>::zeros((0, 8, 12)).into_shared());
        assert_eq!(out.expect("no images").dim(), (0, 72));
    }
}
