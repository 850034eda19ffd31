//! Finds the minimum of an [`Objective`] by Newton's method within a trust region, with the crate `basin`.
//!
//! The steps of the trust region come from truncated conjugate gradients (Steihaug 1983; Nocedal and Wright, *Numerical
//! Optimization*, algorithms 4.1 and 7.2), which need products with the curvature but never the matrix: `d` columns and `C`
//! classes take memory for `C d` variables, not for `(C d)²`.
//!
//! Why `basin`: of the crates compared in 2026-11, it is the only one that is maintained (37 releases since 2026-04), has a
//! permissive license, accepts ndarray 0.17 without LAPACK, and has a Newton method without a matrix. argmin 0.11 (2025-09) is
//! on ndarray 0.16, gomez 0.5 (2025-08) on an older nalgebra, liblbfgs is of 2022, ganesh supports ndarray with LAPACK only,
//! and opt is dense and, since 0.7, under the AGPL. Why not L-BFGS: that of basin, on the digits with unscaled columns at
//! C = 0.5, reaches a gradient of 6e-6 of the first after 3,000 iterations; Newton's method, on the same variables, 7e-11 after
//! 36.
//!
//! Invariant: the search has converged only if the gradient satisfies the tolerance, or if `f64` resolves no further
//! progress.

use std::cell::RefCell;
use std::rc::Rc;

use basin::{CostFunction, Executor, FirstOrderState, Gradient, HessianProduct, TrustRegion};
use ndarray::Array1;

use super::objective::{Evaluation, Objective};
use crate::{Error, Result};

/// The share of the residual at which conjugate gradients end: a Newton step gains no more than that.
const RESIDUAL: f64 = 1e-6;

/// A minimum.
pub(super) struct Minimum {
    pub(super) variables: Array1<f64>,
    pub(super) value: f64,
    pub(super) iterations: usize,
}

/// Minimizes until no entry of the gradient exceeds `tolerance` times the largest entry at the start.
pub(super) fn minimize(objective: &Objective, max_iterations: usize, tolerance: f64) -> Result<Minimum> {
    let start = Array1::zeros(objective.len());
    let Evaluation { value, gradient, .. } = objective.evaluate(&start)?;
    let first = largest(&gradient);
    if first <= f64::EPSILON {
        // The rows carry no information about the classes: all are equally likely.
        return Ok(Minimum { variables: start, value, iterations: 0 });
    }
    // Variables are scaled to a curvature of about 1, so the first radius fits; far minima need room to grow.
    let solver = TrustRegion::matrix_free()
        .with_radius(1.0)
        .with_max_radius(f64::MAX.sqrt())
        .with_absolute_gradient_tolerance(tolerance * first);
    let result =
        Executor::new(Problem { objective, latest: RefCell::new(None) }, solver, FirstOrderState::new(start))
            .max_iter(max_iterations as u64)
            // Near the optimum a step gains less than the rounding of the objective, and is rejected at any radius.
            .no_objective_improvement(1, 0.0)
            .run()?;
    let mut iterations = result.iter() as usize;
    let mut end = objective.evaluate(result.param())?;
    // A value resolves its variables only to about the root of its own precision, a gradient to its full precision: when
    // no step lowers the value any more, Newton steps still lower the gradient.
    while largest(&end.gradient) > tolerance * first && iterations < max_iterations {
        iterations += 1;
        let step = newton_step(objective, &end)?;
        let gain = -0.5 * step.dot(&end.gradient);
        let next = objective.evaluate(&(&end.variables + &step))?;
        if largest(&next.gradient) < 0.5 * largest(&end.gradient) {
            end = next;
        } else if gain <= f64::EPSILON * end.value {
            // The gradient is at its own rounding: neither it nor the value distinguishes this point from the minimum.
            return Ok(Minimum { variables: end.variables, value: end.value, iterations });
        } else {
            break;
        }
    }
    let ratio = largest(&end.gradient) / first;
    if ratio <= tolerance {
        return Ok(Minimum { variables: end.variables, value: end.value, iterations });
    }
    Err(Error::new(format!(
        "not converged after {iterations} iterations: the gradient is {ratio:.1e} of that at the start, and the \
         tolerance is {tolerance:.1e}; raise max_iterations, lower c (stronger regularization), or raise tolerance"
    )))
}

/// The step to the point where the gradient would be zero if the curvature stayed the same, by conjugate gradients (Hestenes
/// and Stiefel 1952; Nocedal and Wright, algorithm 5.2).
fn newton_step(objective: &Objective, at: &Evaluation) -> Result<Array1<f64>> {
    let mut step = Array1::zeros(objective.len());
    let mut residual = -&at.gradient;
    let mut direction = residual.clone();
    let mut square = residual.dot(&residual);
    let goal = square * RESIDUAL * RESIDUAL;
    for _ in 0..objective.len() {
        let change = objective.curvature(at, &direction)?;
        let curvature = direction.dot(&change);
        // Rounding alone leaves a flat direction: the same constant added to all intercepts changes no probability.
        if square <= goal || curvature <= f64::EPSILON * direction.dot(&direction) {
            break;
        }
        let length = square / curvature;
        step.scaled_add(length, &direction);
        residual.scaled_add(-length, &change);
        let before = std::mem::replace(&mut square, residual.dot(&residual));
        direction = &residual + direction * (square / before);
    }
    Ok(step)
}

fn largest(gradient: &Array1<f64>) -> f64 {
    gradient.fold(0.0, |largest, entry| largest.max(entry.abs()))
}

/// The interface to `basin`, which needs the value, the gradient and many products, mostly at one point.
struct Problem<'a> {
    objective: &'a Objective,
    latest: RefCell<Option<Rc<Evaluation>>>,
}

impl Problem<'_> {
    fn evaluate(&self, variables: &Array1<f64>) -> Result<Rc<Evaluation>> {
        let mut latest = self.latest.borrow_mut();
        match &*latest {
            Some(evaluation) if evaluation.variables == variables => Ok(Rc::clone(evaluation)),
            _ => Ok(Rc::clone(latest.insert(Rc::new(self.objective.evaluate(variables)?)))),
        }
    }
}

impl CostFunction for Problem<'_> {
    type Param = Array1<f64>;
    type Output = f64;
    type Error = Error;

    fn cost(&self, variables: &Array1<f64>) -> Result<f64> {
        Ok(self.evaluate(variables)?.value)
    }
}

impl Gradient for Problem<'_> {
    type Gradient = Array1<f64>;

    fn gradient(&self, variables: &Array1<f64>) -> Result<Array1<f64>> {
        Ok(self.evaluate(variables)?.gradient.clone())
    }
}

impl HessianProduct for Problem<'_> {
    fn hessian_product(&self, variables: &Array1<f64>, direction: &Array1<f64>) -> Result<Array1<f64>> {
        self.objective.curvature(&*self.evaluate(variables)?, direction)
    }
}
