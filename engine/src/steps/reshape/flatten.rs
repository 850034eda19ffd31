//! [`Flatten`]: joins all axes but the first.
//!
//! Invariant: an array in standard layout is not copied.

use ndarray::{ArcArray, ArcArray2, Dimension, Order};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform, Value};
use crate::{Error, Result};

/// Converts each image, sequence or other item to a row of features: `[n, ..] -> [n, product(..)]` (NumPy's
/// `x.reshape(len(x), -1)`).
///
/// Features are in the order of the axes, with the last axis fastest. Accepts an array of any element type with at least one
/// axis; an array with one axis becomes one column. An array in standard layout is not copied: the result shares its buffer.
///
/// # Errors
/// An array without axes.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Rows(image: f32[n, 8, 8]) -> f32[n, 64] { image |> Flatten }
/// }
///
/// let images = Array3::<f32>::zeros((5, 8, 8));
/// assert_eq!(Rows::default().fit(&images)?.predict(&images)?.dim(), (5, 64));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Flatten;

impl Stateless for Flatten {
    const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, product(..)]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        vec![Features::join(inputs)]
    }
}

impl<A, D> Transform<ArcArray<A, D>> for Flatten
where
    A: Clone + Send + Sync + 'static,
    D: Dimension,
    ArcArray<A, D>: Value,
{
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray2<A>> {
        let Some((&rows, rest)) = x.shape().split_first() else {
            return Err(Error::new(
                "`Flatten` needs an array with at least 1 axis, got a single value without axes",
            ));
        };
        let shape = (rows, rest.iter().product());
        if x.is_standard_layout() {
            Ok(x.into_shape_with_order(shape)?)
        } else {
            Ok(x.to_shape((shape, Order::RowMajor))?.into_owned().into_shared())
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array, Array3, Axis, arr0};

    use super::*;

    #[test]
    fn the_last_axis_is_fastest_and_the_buffer_is_shared() {
        let x = Array::from_iter(0..24).into_shape_with_order((2, 3, 4)).expect("24 values").into_shared();
        let out = Flatten.transform(x.clone()).expect("three axes");
        assert_eq!(out.row(1).to_vec(), (12..24).collect::<Vec<_>>());
        assert_eq!(out.as_ptr(), x.as_ptr());
    }

    #[test]
    fn an_array_in_another_layout_is_copied_in_the_order_of_its_axes() {
        let mut x =
            Array::from_iter((0..24).map(|i| i.to_string())).into_shape_with_order((4, 3, 2)).expect("24");
        x.swap_axes(0, 2);
        x.invert_axis(Axis(1));
        let expected: Vec<_> = x.iter().cloned().collect();
        let out = Flatten.transform(x.into_shared()).expect("three axes");
        assert_eq!((out.dim(), out.iter().cloned().collect::<Vec<_>>()), ((2, 12), expected));
    }

    #[test]
    fn empty_arrays_keep_their_sizes_and_one_axis_becomes_a_column() {
        assert_eq!(
            Flatten.transform(Array3::<u8>::zeros((0, 3, 4)).into_shared()).expect("ok").dim(),
            (0, 12)
        );
        assert_eq!(
            Flatten.transform(Array3::<u8>::zeros((3, 0, 4)).into_shared()).expect("ok").dim(),
            (3, 0)
        );
        assert_eq!(Flatten.transform(Array::from_iter(0..3).into_shared()).expect("ok").dim(), (3, 1));
        assert!(Flatten.transform(arr0(1.0).into_shared()).is_err());
    }
}
