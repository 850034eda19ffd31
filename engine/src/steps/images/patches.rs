//! [`Patches`]: the small images inside each image.

use ndarray::{ArcArray, Array4, Ix3, Ix4};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::{Error, Result};

/// Returns all patches of `H` x `W` pixels of each image: `[n, h, w] -> [n, patches, H, W]` (scikit-learn's `extract_patches_2d`, of
/// each image).
///
/// Patches are in the order of their rows, and from left to right. They begin `STRIDE` pixels after each other, in both directions;
/// `Patches<2, 2, 2>` are patches that do not overlap. No pixel is lost: with a `STRIDE` above 1, the last patches must end at the edge
/// of the image. Accepts any element type. [`ForEach`](crate::steps::ForEach) applies a step to each patch.
///
/// # Errors
/// Images smaller than a patch, a `STRIDE` that does not reach the edge, or a size of 0.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Patches;
///
/// pipeline! {
///     Corners(image: u8[n, 4, 4]) -> u8[n, 4, 2, 2] { image |> Patches<2, 2, 2> }
/// }
///
/// let image = Array::from_iter(0_u8..16).into_shape_with_order((1, 4, 4))?;
/// let patches = Corners::default().fit(&image)?.predict(&image)?;
/// assert_eq!(patches.index_axis(Axis(0), 0).index_axis(Axis(0), 1), array![[2, 3], [6, 7]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct Patches<const H: usize, const W: usize, const STRIDE: usize = 1>;

impl<const H: usize, const W: usize, const STRIDE: usize> Stateless for Patches<H, W, STRIDE> {
    const SIGNATURE: Signature = Signature::new(
        "[n, h, w] -> [n, ((h - H)/STRIDE + 1)*((w - W)/STRIDE + 1), H, W] where H >= 1, W >= 1, STRIDE >= 1, h >= H, w >= W, \
         (h - H)/STRIDE*STRIDE == h - H, (w - W)/STRIDE*STRIDE == w - W",
        &[("H", H as i64), ("W", W as i64), ("STRIDE", STRIDE as i64)],
    );
    const ROWWISE: bool = true;
}

impl<A, const H: usize, const W: usize, const STRIDE: usize> Transform<ArcArray<A, Ix3>>
    for Patches<H, W, STRIDE>
where
    A: Clone + Send + Sync + 'static,
{
    type Out = ArcArray<A, Ix4>;

    fn transform(&self, images: ArcArray<A, Ix3>) -> Result<ArcArray<A, Ix4>> {
        let (count, height, width) = images.dim();
        // The number of patches along an axis; `None` if they do not reach its end.
        let along = |length: usize, patch: usize| {
            let rest = length.checked_sub(patch)?;
            (patch > 0 && rest.checked_rem(STRIDE)? == 0).then(|| rest / STRIDE + 1)
        };
        let (Some(down), Some(across)) = (along(height, H), along(width, W)) else {
            return Err(Error::new(format!(
                "`Patches<{H}, {W}, {STRIDE}>` needs images of at least {H} x {W} pixels whose edges the last patches reach, got \
                 {height} x {width}; cut the images, or choose another stride"
            )));
        };
        let patches = Array4::from_shape_fn((count, down * across, H, W), |(image, patch, row, column)| {
            let (top, left) = (patch / across * STRIDE, patch % across * STRIDE);
            images[[image, top + row, left + column]].clone()
        });
        Ok(patches.into_shared())
    }
}

#[cfg(feature = "save")]
impl<const H: usize, const W: usize, const STRIDE: usize> crate::save::PlainState for Patches<H, W, STRIDE> {}

#[cfg(test)]
mod tests {
    use ndarray::{Array, Array3, Axis, Slice};

    use super::*;

    #[test]
    fn patches_are_in_the_order_of_rows() {
        let images = Array::from_iter(0..24).into_shape_with_order((2, 3, 4)).expect("24").into_shared();
        let out = Patches::<2, 3>.transform(images.clone()).expect("large enough");
        assert_eq!(out.dim(), (2, 4, 2, 3));
        for (patch, (top, left)) in [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().enumerate() {
            let image = images.index_axis(Axis(0), 1);
            let rows = image.slice_axis(Axis(0), Slice::from(top..top + 2));
            let expected = rows.slice_axis(Axis(1), Slice::from(left..left + 3));
            assert_eq!(out.index_axis(Axis(0), 1).index_axis(Axis(0), patch), expected);
        }
    }

    #[test]
    fn no_pixel_is_lost() {
        let says = |out: Result<ArcArray<u8, Ix4>>| out.expect_err("wrong").to_string();
        let images = || Array3::<u8>::zeros((1, 4, 5)).into_shared();
        assert!(says(Patches::<2, 2, 2>.transform(images())).contains("got 4 x 5"));
        assert!(says(Patches::<5, 2>.transform(images())).contains("at least 5 x 2"));
        assert!(says(Patches::<0, 2>.transform(images())).contains("at least 0 x 2"));
        assert!(Patches::<1, 1, 0>.transform(images()).is_err());
        assert_eq!(Patches::<2, 2, 3>.transform(images()).map(|out| out.dim()).ok(), None);
        assert_eq!(Patches::<4, 5>.transform(images()).expect("one patch").dim(), (1, 1, 4, 5));
    }
}
