//! [`FftMagnitudes`]: the strength of each frequency in a row.

use ndarray::parallel::prelude::*;
use ndarray::{ArcArray2, Array2, Axis};
use realfft::RealFftPlanner;

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform, on_threads_of_run};
use crate::steps::kernels::blocks::block_rows;
use crate::steps::kernels::checks::{require_finite, require_finite_results};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Computes the magnitudes of the discrete Fourier transform of each row: `[n, t] -> [n, t/2 + 1]` (NumPy's
/// `abs(fft.rfft(x))`).
///
/// Column `k` is the strength of the wave that repeats `k` times in the row; column 0 is the absolute value of the sum. Accepts `f32` and
/// `f64`, and computes in `f64` ([`realfft`](https://docs.rs/realfft)). Rows are signals of equal length, such as those of
/// [`Windows`](super::Windows). The length of a row need not be a power of two.
///
/// # Errors
/// A NaN or infinity, rows without values, or a magnitude beyond the range of the type.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::FftMagnitudes;
///
/// pipeline! {
///     Tones(sound: f64[n, 4]) -> f64[n, 3] { sound |> FftMagnitudes }
/// }
///
/// let sound = array![[1.0, 1.0, 1.0, 1.0], [1.0, 0.0, -1.0, 0.0], [1.0, -1.0, 1.0, -1.0]];
/// let tones = Tones::default().fit(&sound)?.predict(&sound)?;
/// assert_eq!(tones, array![[4.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 4.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FftMagnitudes;

impl Stateless for FftMagnitudes {
    const SIGNATURE: Signature = Signature::new("[n, t] -> [n, t/2 + 1] where t >= 1", &[]);
    const ROWWISE: bool = true;
}

impl<A: Float> Transform<ArcArray2<A>> for FftMagnitudes {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        let length = x.ncols();
        if length == 0 {
            return Err(Error::new("`FftMagnitudes` needs rows of at least 1 value, got rows of 0"));
        }
        require_finite(x.view(), 0)?;
        let transform = RealFftPlanner::<f64>::new().plan_fft_forward(length);
        let mut out = Array2::zeros((x.nrows(), length / 2 + 1));
        let block = block_rows(length);
        let blocks = out.axis_chunks_iter_mut(Axis(0), block).into_par_iter();
        let sources = x.axis_chunks_iter(Axis(0), block).into_par_iter();
        let work = |(mut to, from): (ndarray::ArrayViewMut2<'_, A>, ndarray::ArrayView2<'_, A>)| {
            let (mut row, mut waves) = (transform.make_input_vec(), transform.make_output_vec());
            let mut scratch = transform.make_scratch_vec();
            for (mut to, from) in to.rows_mut().into_iter().zip(from.rows()) {
                for (to, from) in row.iter_mut().zip(from) {
                    *to = from.widen();
                }
                transform
                    .process_with_scratch(&mut row, &mut waves, &mut scratch)
                    .map_err(Error::from_source)?;
                for (to, wave) in to.iter_mut().zip(&waves) {
                    *to = A::narrow(wave.re.hypot(wave.im));
                }
            }
            Ok(())
        };
        on_threads_of_run(|| blocks.zip(sources).map(work).collect::<Result<Vec<()>>>())?;
        require_finite_results(out.view(), 0)?;
        Ok(out.into_shared())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn lengths_that_are_odd_one_and_none() {
        let x = array![[3.0], [-2.0]].into_shared();
        assert_eq!(FftMagnitudes.transform(x).expect("1 value"), array![[3.0], [2.0]]);
        let x = array![[1.0, 2.0, 6.0]].into_shared();
        let out = FftMagnitudes.transform(x).expect("3 values");
        assert_eq!(out.dim(), (1, 2));
        // |1 + 2 w + 6 w^2| with a third root of unity w.
        assert!((out[[0, 1]] - 21.0_f64.sqrt()).abs() < 1e-12);
        assert!(FftMagnitudes.transform(ArcArray2::<f64>::zeros((2, 0))).is_err());
        assert_eq!(FftMagnitudes.transform(ArcArray2::<f64>::zeros((0, 4))).expect("no rows").dim(), (0, 3));
    }

    #[test]
    fn each_wrong_value_has_its_message() {
        let says = |x: Array2<f64>| FftMagnitudes.transform(x.into_shared()).expect_err("wrong").to_string();
        assert!(says(array![[0.0, f64::INFINITY]]).contains("row 0, column 1"));
        assert!(says(array![[f64::MAX, f64::MAX]]).contains("beyond the range of f64"));
    }
}
