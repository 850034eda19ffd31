//! [`PowerMethod`]: the powers of a [`PowerTransformer`](super::PowerTransformer), their inverses, and the best exponent of a column.
//!
//! Invariant: the formulas are those of SciPy, in its order of operations where that decides the digits.

use crate::space::Hyperparameters;
use crate::steps::kernels::minimize;

/// How a [`PowerTransformer`](super::PowerTransformer) computes the power of a value (scikit-learn's `method`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum PowerMethod {
    /// `((x + 1)^λ - 1) / λ` for values from 0, and `-((1 - x)^(2 - λ) - 1) / (2 - λ)` for negative ones (Yeo and Johnson 2000, *A new
    /// family of power transformations*).
    #[default]
    YeoJohnson,
    /// `(x^λ - 1) / λ`, for positive values only (Box and Cox 1964, *An analysis of transformations*).
    BoxCox,
}

impl PowerMethod {
    /// Returns the power of a value; NaN or infinity where there is none.
    pub(super) fn power(self, x: f64, lambda: f64) -> f64 {
        match self {
            Self::YeoJohnson if x >= 0.0 => of_log(x.ln_1p(), lambda),
            Self::YeoJohnson => -of_log((-x).ln_1p(), 2.0 - lambda),
            Self::BoxCox => of_log(x.ln(), lambda),
        }
    }

    /// Returns the value with this power; NaN or infinity where there is none.
    pub(super) fn value(self, y: f64, lambda: f64) -> f64 {
        match self {
            Self::YeoJohnson if y >= 0.0 => log_of(y, lambda).exp_m1(),
            Self::YeoJohnson => -log_of(-y, 2.0 - lambda).exp_m1(),
            Self::BoxCox => log_of(y, lambda).exp(),
        }
    }

    /// Returns the exponent for which the powers of a column have the largest likelihood under a normal distribution; `None` if there is
    /// none. The values are finite, for Box-Cox positive, and not all equal.
    pub(super) fn best_exponent(self, x: &[f64]) -> Option<f64> {
        let best = match self {
            Self::YeoJohnson => yeo_johnson(x),
            Self::BoxCox => {
                let logs: Vec<f64> = x.iter().map(|x| x.ln()).collect();
                minimize::downhill(-2.0, 2.0, |lambda| -box_cox_likelihood(&logs, lambda))?
            }
        };
        Some(best).filter(|best| best.is_finite())
    }
}

/// `(e^(λ log) - 1) / λ`, which is `log` at λ = 0.
fn of_log(log: f64, lambda: f64) -> f64 {
    if lambda.abs() < f64::EPSILON { log } else { (lambda * log).exp_m1() / lambda }
}

/// The inverse of [`of_log`].
fn log_of(y: f64, lambda: f64) -> f64 {
    if lambda.abs() < f64::EPSILON { y } else { (lambda * y).ln_1p() / lambda }
}

/// The biased variance.
fn variance(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count
}

/// SciPy's `yeojohnson_normmax`: within bounds between which no power overflows (its pull request 18852).
fn yeo_johnson(x: &[f64]) -> f64 {
    let logs: Vec<f64> = x.iter().map(|x| x.abs().ln_1p()).collect();
    let sum: f64 = x.iter().zip(&logs).map(|(x, log)| if *x < 0.0 { -log } else { *log }).sum();
    let largest = x.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let log_largest = largest.ln_1p().max((20.0 * largest).ln_1p().min(f64::MAX.ln()));
    let low = (f64::MIN_POSITIVE.ln() - f64::EPSILON.ln()) / 2.0 / log_largest;
    let high = f64::midpoint(f64::MAX.ln(), f64::EPSILON.ln()) / log_largest;
    let (is_negative, is_mixed) = (x.iter().all(|x| *x < 0.0), x.iter().any(|x| *x < 0.0));
    let (low, high) = match (is_negative, is_mixed) {
        (true, _) => (2.0 - high, 2.0 - low),
        (_, true) => ((2.0 - high).max(low), (2.0 - low).min(high)),
        _ => (low, high),
    };
    let count = x.len() as f64;
    minimize::bounded(low, high, |lambda| {
        let powers: Vec<f64> = x.iter().map(|&x| PowerMethod::YeoJohnson.power(x, lambda)).collect();
        let variance = variance(&powers);
        // A variance of 0 is one of rounding: the exponent is rejected.
        let log = if variance >= f64::MIN_POSITIVE { variance.ln() } else { f64::INFINITY };
        count / 2.0 * log - (lambda - 1.0) * sum
    })
}

/// SciPy's `boxcox_llf`, with the powers divided by the largest of them, so that none overflows.
fn box_cox_likelihood(logs: &[f64], lambda: f64) -> f64 {
    let count = logs.len() as f64;
    let log_variance = if lambda == 0.0 {
        variance(logs).ln()
    } else {
        let largest = logs.iter().fold(f64::NEG_INFINITY, |largest, log| largest.max(lambda * log));
        let powers: Vec<f64> = logs.iter().map(|log| (lambda * log - largest).exp()).collect();
        variance(&powers).ln() + 2.0 * largest - 2.0 * lambda.abs().ln()
    };
    (lambda - 1.0) * logs.iter().sum::<f64>() - count / 2.0 * log_variance
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_exponents_0_and_2_are_logarithms() {
        assert_eq!(PowerMethod::YeoJohnson.power(3.0, 0.0), 4.0_f64.ln());
        assert_eq!(PowerMethod::YeoJohnson.power(-3.0, 2.0), -(4.0_f64.ln()));
        assert_eq!(PowerMethod::BoxCox.power(3.0, 0.0), 3.0_f64.ln());
        assert!((PowerMethod::BoxCox.power(3.0, 2.0) - 4.0).abs() < 1e-14);
    }

    proptest! {
        #[test]
        fn the_inverse_restores_the_value(x in -50.0_f64..50.0, lambda in -2.0_f64..4.0) {
            let back = PowerMethod::YeoJohnson.value(PowerMethod::YeoJohnson.power(x, lambda), lambda);
            prop_assert!((back - x).abs() < 1e-6 * (1.0 + x.abs()), "{back} is not {x}");
            let positive = x.abs() + 0.1;
            let back = PowerMethod::BoxCox.value(PowerMethod::BoxCox.power(positive, lambda), lambda);
            prop_assert!((back - positive).abs() < 1e-6 * (1.0 + positive), "{back} is not {positive}");
        }
    }
}
