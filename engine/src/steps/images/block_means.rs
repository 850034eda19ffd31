//! [`BlockMeans`]: images in a lower resolution.

use ndarray::{ArcArray, Array3, Axis, Ix3};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::checks::require_finite_values;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Returns the mean of each block of `H` x `W` pixels: `[n, h, w] -> [n, h/H, w/W]` (scikit-image's `block_reduce` with the mean;
/// average pooling).
///
/// Accepts `f32` and `f64`, and computes in `f64`. No pixel is lost or made up: the blocks must fill the image.
///
/// # Errors
/// Blocks that do not fill the image, a size of 0, or a NaN or infinity.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::BlockMeans;
///
/// pipeline! {
///     Small(image: f32[n, 2, 4]) -> f32[n, 1, 2] { image |> BlockMeans<2, 2> }
/// }
///
/// let image = array![[[0.0_f32, 4.0, 1.0, 1.0], [2.0, 2.0, 1.0, 1.0]]];
/// assert_eq!(Small::default().fit(&image)?.predict(&image)?, array![[[2.0, 1.0]]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct BlockMeans<const H: usize, const W: usize>;

impl<const H: usize, const W: usize> Stateless for BlockMeans<H, W> {
    const SIGNATURE: Signature = Signature::new(
        "[n, h, w] -> [n, h/H, w/W] where H >= 1, W >= 1, h/H*H == h, w/W*W == w",
        &[("H", H as i64), ("W", W as i64)],
    );
    const ROWWISE: bool = true;
}

impl<A: Float, const H: usize, const W: usize> Transform<ArcArray<A, Ix3>> for BlockMeans<H, W> {
    type Out = ArcArray<A, Ix3>;

    fn transform(&self, images: ArcArray<A, Ix3>) -> Result<ArcArray<A, Ix3>> {
        let (count, height, width) = images.dim();
        if height.checked_rem(H) != Some(0) || width.checked_rem(W) != Some(0) {
            return Err(Error::new(format!(
                "`BlockMeans<{H}, {W}>` needs images of whole blocks of {H} x {W} pixels, got {height} x {width}; cut the images, or \
                 choose a size that divides theirs"
            )));
        }
        require_finite_values(&images)?;
        let mut out = Array3::zeros((count, height / H, width / W));
        let pixels = (H * W) as f64;
        for (image, mut means) in images.axis_iter(Axis(0)).zip(out.axis_iter_mut(Axis(0))) {
            for (block, mean) in image.exact_chunks((H, W)).into_iter().zip(&mut means) {
                // Divided before they are added, so that no sum is beyond the range of f64.
                *mean = A::narrow(block.iter().map(|pixel| pixel.widen() / pixels).sum());
            }
        }
        Ok(out.into_shared())
    }
}

#[cfg(feature = "save")]
impl<const H: usize, const W: usize> crate::save::PlainState for BlockMeans<H, W> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_fill_the_image() {
        let says = |out: Result<ArcArray<f64, Ix3>>| out.expect_err("wrong").to_string();
        let images = || Array3::<f64>::from_elem((1, 4, 6), f64::MAX).into_shared();
        assert!(says(BlockMeans::<3, 2>.transform(images())).contains("got 4 x 6"));
        assert!(BlockMeans::<0, 2>.transform(images()).is_err());
        let means = BlockMeans::<4, 2>.transform(images()).expect("whole blocks");
        assert_eq!(means.dim(), (1, 1, 3));
        assert!(means.iter().all(|mean| mean.is_finite()));
        let mut broken = images();
        broken[[0, 1, 2]] = f64::NAN;
        assert!(says(BlockMeans::<1, 1>.transform(broken)).contains("row 0, place 8"));
    }
}
