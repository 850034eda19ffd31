//! [`BayesianRidge`]: a linear regression that chooses its own penalty.
//!
//! Invariant: the coefficients are finite. The iterations are those of scikit-learn's `BayesianRidge()` with its default settings.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::decompose::right_singular;
use crate::Result;

/// The most iterations.
const MOST: usize = 300;
/// The sum of the changes of the coefficients at which the iterations end.
const TOLERANCE: f64 = 1e-3;
/// The parameters of the gamma priors (`alpha_1`, `alpha_2`, `lambda_1`, `lambda_2`).
const PRIOR: f64 = 1e-6;

/// `y = x w + b` (MacKay 1992, *Bayesian interpolation*; Tipping 2001).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BayesianRidge {
    pub(crate) coefficients: Array1<f64>,
    pub(crate) intercept: f64,
}

impl BayesianRidge {
    /// Learns from rows (`[n, d]`, at least one) and a target for each; `None` if the numbers are too large.
    pub(crate) fn fit(x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> Result<Option<Self>> {
        let rows = y.len() as f64;
        let (x_mean, y_mean) = (x.sum_axis(Axis(0)) / rows, y.sum() / rows);
        let (x, y) = (&x - &x_mean, &y - y_mean);
        let is_finite = |values: &Array2<f64>| values.iter().all(|value| value.is_finite());
        let variance = y.dot(&y) / rows;
        if !is_finite(&x) || !variance.is_finite() {
            return Ok(None);
        }
        let (singular, directions) = right_singular(x.view())?;
        let eigenvalues = &singular * &singular;
        // The products of the target with the directions, and with them all that the iterations need.
        let products = directions.dot(&x.t().dot(&y));
        let coefficients_at = |alpha: f64, lambda: f64| {
            let shares = &products / &(&eigenvalues + lambda / alpha);
            directions.t().dot(&shares)
        };
        let (mut alpha, mut lambda) = (1.0 / (variance + f64::EPSILON), 1.0);
        let mut before: Option<Array1<f64>> = None;
        for _ in 0..MOST {
            let coefficients = coefficients_at(alpha, lambda);
            let residuals = &y - &x.dot(&coefficients);
            let error = residuals.dot(&residuals);
            let gamma: f64 = eigenvalues.iter().map(|value| alpha * value / (lambda + alpha * value)).sum();
            lambda = (gamma + 2.0 * PRIOR) / (coefficients.dot(&coefficients) + 2.0 * PRIOR);
            alpha = (rows - gamma + 2.0 * PRIOR) / (error + 2.0 * PRIOR);
            let change = before
                .replace(coefficients.clone())
                .map(|before| (before - &coefficients).mapv(f64::abs).sum());
            if change.is_some_and(|change| change < TOLERANCE) {
                break;
            }
        }
        let coefficients = coefficients_at(alpha, lambda);
        let intercept = y_mean - x_mean.dot(&coefficients);
        let is_right = intercept.is_finite() && coefficients.iter().all(|value| value.is_finite());
        Ok(is_right.then_some(Self { coefficients, intercept }))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};

    use super::*;

    #[test]
    fn a_line_is_found_and_a_constant_target_has_no_slope() {
        let x = Array2::from_shape_fn((20, 2), |(row, column)| ((row * 7 + column * 5) % 11) as f64);
        let y = x.dot(&array![2.0, -0.5]) + 3.0;
        let model = BayesianRidge::fit(x.view(), y.view()).expect("converges").expect("small numbers");
        assert!(
            (model.coefficients[0] - 2.0).abs() < 1e-4 && (model.intercept - 3.0).abs() < 1e-3,
            "{model:?}"
        );
        let y = Array1::from_elem(20, 7.0);
        let model = BayesianRidge::fit(x.view(), y.view()).expect("converges").expect("small numbers");
        assert_eq!((model.coefficients, model.intercept), (array![0.0, 0.0], 7.0));
    }
}
