//! [`Binarizer`]: 1 above a threshold, 0 elsewhere.

use ndarray::{ArcArray, Dimension};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::checks::require_finite_values;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Replaces every value above a threshold by 1, and every other by 0: `[n, ..] -> [n, ..]` (scikit-learn's `Binarizer`).
///
/// Accepts `f32` and `f64`, with any number of axes, and sparse values, which stay sparse. The transform of an array works in place if the
/// buffer has no other owner.
///
/// # Errors
/// A NaN or infinity, or a `threshold` that is not finite. Of sparse values: a negative `threshold`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Wet(rain: f64[n]) -> f64[n] { rain |> Binarizer { threshold: 0.5 } }
/// }
///
/// let model = Wet::default().fit(array![0.0])?;
/// assert_eq!(model.predict(array![0.0, 0.5, 7.0])?, array![0.0, 0.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct Binarizer {
    /// The largest value that becomes 0. Default: 0.
    pub threshold: f64,
}

impl Binarizer {
    pub(super) fn check(&self) -> Result<()> {
        if self.threshold.is_finite() {
            return Ok(());
        }
        Err(Error::new(format!("`threshold` must be a finite number such as 0, got {}", self.threshold)))
    }
}

impl Stateless for Binarizer {
    const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, ..]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Float, D: Dimension + 'static> Transform<ArcArray<A, D>> for Binarizer {
    type Out = ArcArray<A, D>;

    fn transform(&self, mut x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.check()?;
        require_finite_values(&x)?;
        x.mapv_inplace(|value| if value.widen() > self.threshold { A::one() } else { A::zero() });
        Ok(x)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_threshold_that_is_no_number_is_an_error() {
        let error = Binarizer { threshold: f64::NAN }.transform(array![1.0].into_shared()).expect_err("NaN");
        assert_eq!(error.to_string(), "`threshold` must be a finite number such as 0, got NaN");
    }
}
