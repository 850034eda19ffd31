//! [`Log1p`] and [`Expm1`], which are inverses of each other.
//!
//! Invariant: every value of a result is finite, or the step returns an error.

use ndarray::{ArcArray, Dimension};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Inverse, Invertible, Stateless, Transform};
use crate::steps::kernels::checks::row_and_place;
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Computes `ln(1 + x)` of every value: `[n, ..] -> [n, ..]` (NumPy's `log1p`), for amounts that spread over several powers of
/// ten.
///
/// Accepts `f32` and `f64`, with any number of axes. The transform works in place if the buffer has no other owner. The inverse
/// is `expm1`; on a target, the step is scikit-learn's
/// `TransformedTargetRegressor(func=log1p, inverse_func=expm1)`.
///
/// # Errors
/// A value that is -1 or less, infinite or NaN. The inverse: a value whose result is not finite.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Logs(price: f64[n]) -> f64[n] { price |> Log1p }
/// }
///
/// let logs = Logs::default().fit(array![0.0])?.predict(array![0.0, 99.0])?;
/// assert_eq!(logs, array![0.0, 100.0_f64.ln()]);
/// # Ok::<(), Error>(())
/// ```
///
/// Predictions of a regression on logarithms become prices with `inverse(..)`:
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Prices(area: f64[n, 1]) fit(price: f64[n]) -> f64[n] {
///         log = price |> Log1p;
///         area |> Ridge { alpha: 0.0 }.fit(log) |> inverse(log)
///     }
/// }
///
/// let model = Prices::default().fit(array![[0.0], [1.0]], array![0.0, 9.0])?;
/// assert!((model.predict(array![[2.0]])?[0] - 99.0).abs() < 1e-9);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Log1p;

/// Computes `exp(x) - 1` of every value: `[n, ..] -> [n, ..]` (NumPy's `expm1`). The inverse is `log1p`.
///
/// Accepts `f32` and `f64`, with any number of axes.
///
/// # Errors
/// A value that is NaN, or so large that the result is not finite. The inverse: a value that is -1 or less.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Growth(rate: f64[n]) -> f64[n] { rate |> Expm1 }
/// }
///
/// let growth = Growth::default().fit(array![0.0])?.predict(array![0.0, 2.0_f64.ln()])?;
/// assert!((growth[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct Expm1;

/// Maps every value in `f64`. The first result that is not finite is an error.
fn map<A: Float, D: Dimension>(
    mut x: ArcArray<A, D>,
    name: &str,
    function: fn(f64) -> f64,
) -> Result<ArcArray<A, D>> {
    x.mapv_inplace(|value| A::narrow(function(value.widen())));
    let Some((position, value)) = x.iter().enumerate().find(|(_, value)| !value.is_finite()) else {
        return Ok(x);
    };
    let (row, place) = row_and_place(&x, position);
    Err(Error::new(format!(
        "{name} of the value in row {row}, place {place} (counted from 0) is {value}, which is not a finite number; \
         correct or drop such rows before this step"
    )))
}

macro_rules! pair {
    ($($step:ident: $name:literal $function:ident, $inverse_name:literal $inverse:ident;)+) => {
        $(
            impl Stateless for $step {
                const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, ..]", &[]);
                const ROWWISE: bool = true;
                const COLUMNWISE: bool = true;
            }

            impl Invertible for $step {}

            impl<A: Float, D: Dimension + 'static> Transform<ArcArray<A, D>> for $step {
                type Out = ArcArray<A, D>;

                fn transform(&self, x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
                    map(x, $name, f64::$function)
                }
            }

            impl<A: Float, D: Dimension + 'static> Inverse<ArcArray<A, D>> for $step {
                type Out = ArcArray<A, D>;

                fn inverse(&self, z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
                    map(z, $inverse_name, f64::$inverse)
                }
            }
        )+
    };
}
pair! {
    Log1p: "log1p" ln_1p, "expm1" exp_m1;
    Expm1: "expm1" exp_m1, "log1p" ln_1p;
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_result_that_is_not_finite_is_named() {
        let message = |result: Result<ArcArray<f64, _>>| result.expect_err("not finite").to_string();
        let error = message(Log1p.transform(array![1.0, -1.0].into_shared()));
        assert!(error.contains("log1p of the value in row 1, place 0 (counted from 0) is -inf"), "{error}");
        let error = message(Log1p.inverse(array![710.0].into_shared()));
        assert!(error.contains("expm1 of the value in row 0"), "{error}");
        assert!(Expm1.transform(array![f64::NAN].into_shared()).is_err());
        assert!(Expm1.transform(array![89.0_f32].into_shared()).is_err());
    }

    proptest! {
        #[test]
        fn each_is_the_inverse_of_the_other(values in prop::collection::vec(-0.99_f64..600.0, 1..20)) {
            let x = Array1::from(values).into_shared();
            prop_assert!(Log1p.inverse(Log1p.transform(x.clone())?)?.iter().zip(&x)
                .all(|(back, x)| (back - x).abs() <= 1e-11 * x.abs().max(1.0)));
            prop_assert!(Expm1.inverse(Expm1.transform(x.clone())?)?.iter().zip(&x)
                .all(|(back, x)| (back - x).abs() <= 1e-11 * x.abs().max(1.0)));
        }
    }
}
