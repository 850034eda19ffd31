//! [`Log`]: the logarithm of positive values.
//!
//! Invariant: every value of a result is finite, or the step returns an error.

use std::f64::consts::E;

use ndarray::{ArcArray, Dimension};

use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Inverse, Invertible, Stateless, Transform};
use crate::steps::kernels::checks::{require_finite_values, row_and_place};
use crate::steps::kernels::float::Float;
use crate::{Error, Result};

/// Computes the logarithm of every value: `[n, ..] -> [n, ..]` (NumPy's `log`, `log2` and `log10`), for positive amounts that
/// spread over several powers of ten. For amounts that may be 0, use [`Log1p`](crate::steps::Log1p).
///
/// Accepts `f32` and `f64`, with any number of axes. The transform works in place if the buffer has no other owner. The inverse
/// is the power of the base: `exp`, `exp2`, or `10` to the value.
///
/// # Errors
/// A value that is zero, negative, infinite or NaN, or a `base` that is not a positive number other than 1. The inverse: a value
/// whose power is not finite.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Magnitude(energy: f64[n]) -> f64[n] { energy |> Log { base: 10.0 } }
/// }
///
/// let magnitude = Magnitude::default().fit(array![1.0])?.predict(array![1.0, 1000.0])?;
/// assert_eq!(magnitude, array![0.0, 3.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate, check = Self::check))]
pub struct Log {
    /// The base. Default: e, the base of the natural logarithm.
    pub base: f64,
}

impl Default for Log {
    fn default() -> Self {
        Self { base: E }
    }
}

impl Log {
    fn check(&self) -> Result<()> {
        if self.base > 0.0 && self.base.is_finite() && self.base != 1.0 {
            return Ok(());
        }
        Err(Error::new(format!("`base` must be a positive number other than 1, got {}", self.base)))
    }

    /// The logarithm, with the function of the base where there is one: its results are exact for powers of the base.
    fn log(self, value: f64) -> f64 {
        match self.base {
            E => value.ln(),
            2.0 => value.log2(),
            10.0 => value.log10(),
            base => value.ln() / base.ln(),
        }
    }

    fn power(self, value: f64) -> f64 {
        match self.base {
            E => value.exp(),
            2.0 => value.exp2(),
            base => base.powf(value),
        }
    }
}

impl Stateless for Log {
    const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, ..]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

impl Invertible for Log {}

impl<A: Float, D: Dimension + 'static> Transform<ArcArray<A, D>> for Log {
    type Out = ArcArray<A, D>;

    fn transform(&self, mut x: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.check()?;
        require_finite_values(&x)?;
        if let Some((position, value)) = x.iter().enumerate().find(|(_, value)| **value <= A::zero()) {
            let (row, place) = row_and_place(&x, position);
            return Err(Error::new(format!(
                "a logarithm needs positive numbers, but row {row}, place {place} (counted from 0) is {value}; correct or drop \
                 such rows before this step, or use `Log1p` if amounts may be 0"
            )));
        }
        x.mapv_inplace(|value| A::narrow(self.log(value.widen())));
        Ok(x)
    }
}

impl<A: Float, D: Dimension + 'static> Inverse<ArcArray<A, D>> for Log {
    type Out = ArcArray<A, D>;

    fn inverse(&self, mut z: ArcArray<A, D>) -> Result<ArcArray<A, D>> {
        self.check()?;
        z.mapv_inplace(|value| A::narrow(self.power(value.widen())));
        let Some((position, value)) = z.iter().enumerate().find(|(_, value)| !value.is_finite()) else {
            return Ok(z);
        };
        let (row, place) = row_and_place(&z, position);
        Err(Error::new(format!(
            "{} to the power of the value in row {row}, place {place} (counted from 0) is {value}, which is not a finite \
             number; correct or drop such rows before this step",
            self.base
        )))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, array};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn powers_of_two_and_ten_have_exact_logarithms() {
        let x = array![1.0, 10.0, 1000.0, 1e22].into_shared();
        assert_eq!(Log { base: 10.0 }.transform(x).expect("positive"), array![0.0, 1.0, 3.0, 22.0]);
        // The quotient of the natural logarithms is 29.000000000000004.
        let x = array![2.0_f64.powi(29)].into_shared();
        assert_eq!(Log { base: 2.0 }.transform(x).expect("positive"), array![29.0]);
        let x = array![[1.0_f32, 0.125], [8.0, 1024.0]].into_shared();
        assert_eq!(Log { base: 2.0 }.transform(x).expect("positive"), array![[0.0, -3.0], [3.0, 10.0]]);
        let x = array![1.0, E, 5e-324, f64::MAX].into_shared();
        assert_eq!(
            Log::default().transform(x).expect("positive"),
            array![0.0, 1.0, 5e-324_f64.ln(), f64::MAX.ln()]
        );
        let halves = Log { base: 0.5 }.transform(array![4.0].into_shared()).expect("positive");
        assert_eq!(halves, array![-2.0]);
    }

    #[test]
    fn each_wrong_input_has_its_message() {
        let says = |step: Log, value: f64| {
            let x = array![[1.0, 2.0], [3.0, value]].into_shared();
            step.transform(x).expect_err("wrong").to_string()
        };
        for (value, shown) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
            assert_eq!(
                says(Log::default(), value),
                format!(
                    "every value must be a finite number, but row 1, place 1 (counted from 0) is {shown}; fill in or drop such \
                     values before this step"
                )
            );
        }
        for (value, shown) in [(0.0, "0"), (-0.0, "-0"), (-2.5, "-2.5")] {
            assert_eq!(
                says(Log::default(), value),
                format!(
                    "a logarithm needs positive numbers, but row 1, place 1 (counted from 0) is {shown}; correct or drop such \
                     rows before this step, or use `Log1p` if amounts may be 0"
                )
            );
        }
        for base in [0.0, 1.0, -2.0, f64::NAN, f64::INFINITY] {
            let message = format!("`base` must be a positive number other than 1, got {base}");
            assert_eq!(says(Log { base }, 1.0), message);
            assert_eq!(
                Log { base }.inverse(array![1.0].into_shared()).expect_err("wrong").to_string(),
                message
            );
        }
        let error = Log { base: 10.0 }.inverse(array![1.0, 39.0_f32].into_shared()).expect_err("1e39");
        assert_eq!(
            error.to_string(),
            "10 to the power of the value in row 1, place 0 (counted from 0) is inf, which is not a finite number; correct or \
             drop such rows before this step"
        );
        assert!(Log::default().inverse(array![f64::NAN].into_shared()).is_err());
    }

    proptest! {
        #[test]
        fn the_inverse_restores_the_values(
            values in prop::collection::vec(1e-9_f64..1e9, 1..20),
            base in prop_oneof![Just(E), Just(2.0), Just(10.0), 0.1..0.9_f64, 1.1..20.0_f64],
        ) {
            let x = Array1::from(values).into_shared();
            let step = Log { base };
            let back = step.inverse(step.transform(x.clone())?)?;
            prop_assert!(back.iter().zip(&x).all(|(back, x)| (back - x).abs() <= 1e-12 * x));
            let narrow = x.mapv(|x| x as f32).into_shared();
            let wide = step.transform(narrow.mapv(f64::from).into_shared())?;
            prop_assert_eq!(step.transform(narrow)?, wide.mapv(|value| value as f32));
        }
    }
}
