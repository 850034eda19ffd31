//! [`Clip`]: moves values outside a range to its nearer end.
//!
//! Invariant: every value of a result lies in the range, or the step returns an error.

use ndarray::{ArcArray, Dimension};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::steps::kernels::checks::require_finite_values;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Moves every value below `min` to `min` and every value above `max` to `max`: `[n, ..] -> [n, ..]` (NumPy's `clip`).
///
/// Accepts `f32` and `f64`, with any number of axes. Without one of the two ends, that side has no limit. The transform works in
/// place if the buffer has no other owner.
///
/// # Errors
/// A value that is NaN or infinite, an end that is NaN, a `min` above `max`, or a range without a finite number of the type.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Bounded(x: f64[n, 2]) -> f64[n, 2] { x |> StandardScaler |> Clip { min: -3.0, max: 3.0 } }
/// }
///
/// let model = Bounded::default().fit(array![[1.0, 0.0], [3.0, 2.0]])?;
/// assert_eq!(model.predict(array![[2.5, 900.0]])?, array![[0.5, 3.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct Clip {
    /// The lower end (NumPy's `a_min`). Default: negative infinity, which is no limit.
    pub min: f64,
    /// The upper end (`a_max`). Default: infinity, which is no limit.
    pub max: f64,
}

impl Default for Clip {
    fn default() -> Self {
        Self { min: f64::NEG_INFINITY, max: f64::INFINITY }
    }
}

impl Clip {
    fn check(&self) -> Result<()> {
        let Self { min, max } = *self;
        if min <= max && min < f64::INFINITY && max > f64::NEG_INFINITY {
            return Ok(());
        }
        Err(Error::new(format!(
            "`min` must be at most `max`, and a number has to lie between them, got {min} and {max}"
        )))
    }
}

impl Stateless for Clip {
    const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, ..]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl<A: Float, D: Dimension + 'static> Transform<ArcArray<A, D>> for Clip {
    type Out = ArcArray<A, D>;

    fn transform(&self, mut x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.check()?;
        let (min, max) = (A::narrow(self.min), A::narrow(self.max));
        if min == A::infinity() || max == A::neg_infinity() {
            return Err(Error::new(format!(
                "no {} lies between `min`, {}, and `max`, {}",
                std::any::type_name::<A>(),
                self.min,
                self.max
            )));
        }
        require_finite_values(&x)?;
        x.mapv_inplace(|value| {
            if value < min {
                min
            } else if value > max {
                max
            } else {
                value
            }
        });
        Ok(x)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    fn clipped(min: f64, max: f64) -> Result<Vec<f64>> {
        let x = array![-2.0, -1.0, 0.0, 1.0, 2.0].into_shared();
        Clip { min, max }.transform(x).map(|out| out.to_vec())
    }

    #[test]
    fn each_side_may_have_no_limit() {
        assert_eq!(clipped(-1.0, 1.5).expect("a range"), [-1.0, -1.0, 0.0, 1.0, 1.5]);
        assert_eq!(clipped(0.0, f64::INFINITY).expect("a range"), [0.0, 0.0, 0.0, 1.0, 2.0]);
        assert_eq!(clipped(f64::NEG_INFINITY, 0.0).expect("a range"), [-2.0, -1.0, 0.0, 0.0, 0.0]);
        assert_eq!(clipped(0.5, 0.5).expect("a range"), [0.5; 5]);
        let x = array![[[-7.0_f32, 7.0]]].into_shared();
        assert_eq!(Clip::default().transform(x.clone()).expect("no limit"), x);
        assert_eq!(Clip { min: 0.1, max: 1e300 }.transform(x).expect("a range"), array![[[0.1, 7.0]]]);
    }

    #[test]
    fn an_end_without_a_limit_survives_as_text() {
        let step = Clip { min: 0.5, ..Clip::default() };
        let text = step.assignment().to_string();
        assert_eq!(text, "max = inf\nmin = 0.5\n");
        let again = Clip::default().with(&text.parse().expect("an assignment")).expect("in the space");
        assert_eq!(again, step);
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        for (min, max) in [(1.0, -1.0), (f64::NAN, 1.0), (0.0, f64::NAN), (high, high), (low, low)] {
            assert_eq!(
                clipped(min, max).expect_err("wrong").to_string(),
                format!(
                    "`min` must be at most `max`, and a number has to lie between them, got {min} and {max}"
                )
            );
        }
        let single = Clip { min: 1e300, max: f64::INFINITY }.transform(array![0.0_f32].into_shared());
        assert_eq!(
            single.expect_err("no such number").to_string(),
            format!("no f32 lies between `min`, {}, and `max`, inf", 1e300)
        );
        for (value, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
            let x = array![[1.0, 2.0], [3.0, value]].into_shared();
            assert_eq!(
                Clip { min: 0.0, max: 1.0 }.transform(x).expect_err("wrong").to_string(),
                format!(
                    "every value must be a finite number, but row 1, place 1 (counted from 0) is {shown}; fill in or drop such \
                     values before this step"
                )
            );
        }
    }

    proptest! {
        #[test]
        fn every_value_is_the_nearest_one_in_the_range(
            values in prop::collection::vec(-9.0_f64..9.0, 0..20),
            min in -5.0_f64..5.0,
            width in 0.0_f64..5.0,
        ) {
            let x = Array1::from(values).into_shared();
            let step = Clip { min, max: min + width };
            let out = step.transform(x.clone())?;
            prop_assert!(out.iter().zip(&x).all(|(out, x)| *out == x.clamp(step.min, step.max)));
            prop_assert_eq!(step.transform(out.clone())?, out);
        }
    }
}
