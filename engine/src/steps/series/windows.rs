//! [`Windows`] and [`Ahead`]: a series as rows to learn from, and the value that follows each of them.
//!
//! Invariant: the target that [`Ahead`] makes for a row of [`Windows`] is a later value of the series than all values
//! of the row.

use ndarray::{ArcArray1, ArcArray2, Array2, Axis, Slice};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{FitOnly, Stateless, Transform};
use crate::{Error, Result};

/// Returns all windows of `W` consecutive values of a series: `[t] -> [t - W + 1, W]` (NumPy's `sliding_window_view`).
///
/// Row `i` holds the values `i` to `i + W - 1`, the oldest first. Accepts a series of any element type.
///
/// # Errors
/// Fewer than `W` values, or `W` = 0.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Pairs(series: f64[t]) -> f64[t - 1, 2] { series |> Windows<2> }
/// }
///
/// let series = array![1.0, 2.0, 3.0];
/// assert_eq!(Pairs::default().fit(&series)?.predict(&series)?, array![[1.0, 2.0], [2.0, 3.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct Windows<const W: usize>;

impl<const W: usize> Stateless for Windows<W> {
    const SIGNATURE: Signature =
        Signature::new("[t] -> [t - W + 1, W] where W >= 1, t >= W", &[("W", W as i64)]);
}

impl<A: Clone + Send + Sync + 'static, const W: usize> Transform<ArcArray1<A>> for Windows<W> {
    type Out = ArcArray2<A>;

    fn transform(&self, series: ArcArray1<A>) -> Result<ArcArray2<A>> {
        if W == 0 || series.len() < W {
            return Err(Error::new(format!(
                "`Windows<{W}>` needs a window of at least 1 value and a series of at least as many, got {} values",
                series.len()
            )));
        }
        let windows = Array2::from_shape_fn((series.len() - W + 1, W), |(row, at)| series[row + at].clone());
        Ok(windows.into_shared())
    }
}

/// Makes forecast targets: pairs each window with the value `H` places after its end, `[n, w] -> [n - H, w], [n - H]`.
///
/// Acts only while fitting ([`FitOnly`]): `(past, fit next) = windows |> Ahead<1>`. In the fit, `past` is the windows whose
/// target is known, and `next` is these targets. At predict time, `past` is all windows including the last one, so the output
/// of the steps after it is the forecast. The input rows must overlap as those of [`Windows`] do: the target of row `i` is the
/// last value of row `i + H`.
///
/// # Errors
/// `H` windows or fewer, `H` = 0, or windows without values.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     /// Each value as a combination of the two before it.
///     Forecast(series: f64[t]) -> f64[t - 1] {
///         (past, fit next) = series |> Windows<2> |> Ahead<1>;
///         past |> Ridge { alpha: 0.0 }.fit(next)
///     }
/// }
///
/// // Fibonacci numbers.
/// let series = array![1.0, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0];
/// let forecast = Forecast::default().fit(&series)?.predict(&series)?;
/// assert_eq!(forecast.len(), 6);
/// assert!((forecast[5] - 21.0).abs() < 1e-9);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(serde::Serialize, serde::Deserialize))]
pub struct Ahead<const H: usize>;

impl<const H: usize> Stateless for Ahead<H> {
    const SIGNATURE: Signature =
        Signature::new("[n, w] -> [n - H, w], [n - H] where H >= 1, w >= 1", &[("H", H as i64)]);
}

impl<const H: usize> FitOnly for Ahead<H> {}

impl<A: Clone + Send + Sync + 'static, const H: usize> Transform<ArcArray2<A>> for Ahead<H> {
    type Out = (ArcArray2<A>, ArcArray1<A>);

    fn transform(&self, windows: ArcArray2<A>) -> Result<Self::Out> {
        let (rows, width) = windows.dim();
        if H == 0 || width == 0 || rows <= H {
            return Err(Error::new(format!(
                "`Ahead<{H}>` needs a distance of at least 1 and more than {H} windows with values, got {rows} of {width}; \
                 pass a longer series"
            )));
        }
        let next =
            windows.slice_axis(Axis(0), Slice::from(H..)).index_axis_move(Axis(1), width - 1).to_shared();
        let past = windows.slice_axis_move(Axis(0), Slice::from(..rows - H));
        Ok((past, next))
    }
}

#[cfg(feature = "save")]
impl<const W: usize> crate::save::PlainState for Windows<W> {}

#[cfg(feature = "save")]
impl<const H: usize> crate::save::PlainState for Ahead<H> {}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn windows_and_the_values_after_them() {
        let windows = Windows::<3>.transform(array![1, 2, 3, 4, 5, 6].into_shared()).expect("6 values");
        assert_eq!(windows, array![[1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6]]);
        let (past, next) = Ahead::<2>.transform(windows).expect("4 windows");
        assert_eq!((past, next), (array![[1, 2, 3], [2, 3, 4]].into_shared(), array![5, 6].into_shared()));
    }

    #[test]
    fn too_few_values_are_an_error() {
        let short = |values: usize| ArcArray1::from_elem(values, 1.0);
        assert!(Windows::<3>.transform(short(2)).expect_err("2 values").to_string().contains("got 2"));
        assert_eq!(Windows::<3>.transform(short(3)).expect("3 values").dim(), (1, 3));
        let one = Windows::<3>.transform(short(3)).expect("3 values");
        assert!(Ahead::<1>.transform(one).expect_err("1 window").to_string().contains("got 1 of 3"));
        assert!(Ahead::<0>.transform(ArcArray2::<u8>::zeros((3, 2))).is_err());
    }

    proptest! {
        #[test]
        fn the_target_is_a_value_of_the_series(values in prop::collection::vec(-9_i64..9, 6..40)) {
            let series = Array1::from(values).into_shared();
            let (past, next) = Ahead::<2>.transform(Windows::<4>.transform(series.clone())?)?;
            prop_assert_eq!(past.nrows(), series.len() - 4 - 1);
            for (row, (window, next)) in past.rows().into_iter().zip(&next).enumerate() {
                prop_assert_eq!(window.to_vec(), series.iter().skip(row).take(4).copied().collect::<Vec<_>>());
                prop_assert_eq!(*next, series[row + 4 + 1]);
            }
        }
    }
}
