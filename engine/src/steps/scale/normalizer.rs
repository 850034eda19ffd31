//! [`Normalizer`]: rows of length 1.
//!
//! Invariant: every value of a result is finite, or the step returns an error.

use ndarray::{ArcArray2, ArrayViewMut1};

use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};
use crate::steps::kernels::blocks;
use crate::steps::kernels::checks::{require_finite, require_finite_results};
use crate::steps::kernels::float::Float;

/// Divides each row by its length: `[n, d] -> [n, d]` (scikit-learn's `Normalizer`), so that only the proportions of a row count, as for
/// counts of words in texts of different lengths.
///
/// Accepts `f32` and `f64`, in arrays and in sparse values, which stay sparse. A row whose length is below 2.2e-15, such as a row of zeros,
/// stays as it is (scikit-learn divides a short sparse row that is not 0). The transform of an array works in place if the input's buffer has no other
/// owner.
///
/// # Errors
/// A NaN or infinity.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Proportions(x: f64[n, 2]) -> f64[n, 2] { x |> Normalizer }
/// }
///
/// let model = Proportions::default().fit(array![[0.0, 0.0]])?;
/// assert_eq!(model.predict(array![[3.0, 4.0], [0.0, -5.0], [0.0, 0.0]])?, array![[0.6, 0.8], [0.0, -1.0], [0.0, 0.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Normalizer {
    /// How the length of a row is measured. Default: [`Norm::L2`].
    #[space(nested)]
    pub norm: Norm,
}

/// A length of rows (scikit-learn's `norm`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum Norm {
    /// The sum of the absolute values.
    L1,
    /// The square root of the sum of the squares.
    #[default]
    L2,
    /// The largest absolute value.
    Max,
}

impl Norm {
    /// Divides a row by its length. Where a sum overflows, or a sum of squares loses its digits, the row is first divided by its
    /// largest absolute value.
    pub(super) fn divide<A: Float>(self, mut row: ArrayViewMut1<'_, A>) {
        /// The range in which a sum of squares keeps its digits.
        const SAFE: std::ops::Range<f64> = 1e-140..1e140;
        let largest = row.fold(0.0_f64, |largest, value| largest.max(value.widen().abs()));
        let unit = if self == Self::Max || SAFE.contains(&largest) || largest == 0.0 { 1.0 } else { largest };
        let length = match self {
            Self::L1 => row.fold(0.0, |sum, value| sum + (value.widen() / unit).abs()),
            Self::L2 => {
                row.fold(0.0, |sum, value| sum + (value.widen() / unit) * (value.widen() / unit)).sqrt()
            }
            Self::Max => largest,
        };
        // scikit-learn's rule (`_handle_zeros_in_scale`): an absolute bound.
        if length * unit >= 10.0 * f64::EPSILON {
            row.mapv_inplace(|value| A::narrow(value.widen() / unit / length));
        }
    }
}

impl Stateless for Normalizer {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
    const ROWWISE: bool = true;

    /// A part of a row is still that of its feature.
    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        inputs.to_vec()
    }
}

impl<A: Float> Transform<ArcArray2<A>> for Normalizer {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        blocks::rewrite(x, |first_row, mut block| {
            require_finite(block.view(), first_row)?;
            block.rows_mut().into_iter().for_each(|row| self.norm.divide(row));
            require_finite_results(block.view(), first_row)
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn rows_of_any_magnitude_have_length_1() {
        for scale in [1e-200, 1.0_f64, 1e200, 4e307] {
            let x = array![[3.0 * scale, -4.0 * scale]].into_shared();
            for (norm, expected) in
                [(Norm::L1, [3.0 / 7.0, -4.0 / 7.0]), (Norm::L2, [0.6, -0.8]), (Norm::Max, [0.75, -1.0])]
            {
                let out = Normalizer { norm }.transform(x.clone()).expect("finite");
                // Below the bound the row stays.
                let expected = if scale < 1e-100 { [3.0 * scale, -4.0 * scale] } else { expected };
                assert!(
                    out.iter().zip(expected).all(|(&out, expected)| f64::abs(out - expected) < 1e-15),
                    "{norm:?} {out}"
                );
            }
        }
    }
}
