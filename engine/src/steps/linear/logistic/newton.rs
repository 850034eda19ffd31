//! Finds the minimum of a [`Convex`] function by Newton's method.
//!
//! Truncated conjugate gradients give the direction (Nocedal and Wright, *Numerical Optimization*, algorithm 7.1). They need
//! products with the curvature but never the matrix: `d` columns and `C` classes take memory for `C d` variables, not for
//! `(C d)²`. The objective is convex, so the direction leads down, and halving the step finds a lower value (Armijo 1966).
//!
//! Invariant: each step lowers the value, or, where the value no longer resolves the step, halves the gradient. So the search
//! ends: at the tolerance, at the precision of `f64`, or after `max_iterations`.

use ndarray::Array1;

use crate::Result;
use crate::step::Run;

/// The largest share of the residual at which conjugate gradients end. It shrinks with the gradient, so that the last
/// steps converge quadratically.
const RESIDUAL: f64 = 0.1;

/// The share of the predicted decrease that a step must reach.
const DECREASE: f64 = 1e-4;

/// The error of the value, as a share of it: a mean of logarithms, each of which is rounded.
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// A convex function with a gradient and a curvature.
pub(super) trait Convex {
    /// What an evaluation keeps for the curvature.
    type Detail;

    /// The number of variables; all are zero at the start.
    fn len(&self) -> usize;

    /// Computes the function and its gradient.
    fn evaluate(&self, variables: &Array1<f64>) -> Result<Evaluation<Self::Detail>>;

    /// The product of the matrix of second derivatives at an evaluation and `direction`.
    fn curvature(&self, at: &Evaluation<Self::Detail>, direction: &Array1<f64>) -> Result<Array1<f64>>;
}

/// The function at given variables.
pub(super) struct Evaluation<D> {
    pub(super) variables: Array1<f64>,
    pub(super) value: f64,
    pub(super) gradient: Array1<f64>,
    pub(super) detail: D,
}

/// The end of a search.
pub(super) struct Minimum {
    pub(super) variables: Array1<f64>,
    pub(super) value: f64,
    pub(super) iterations: usize,
    /// The largest entry of the gradient, as a share of that at the start.
    pub(super) gradient: f64,
    /// No step can improve the variables, up to the tolerance or to the precision of `f64`.
    pub(super) converged: bool,
}

/// Minimizes until no entry of the gradient exceeds `tolerance` times the largest entry at the start, or until `f64` resolves no
/// further progress.
///
/// # Errors
/// The run was cancelled.
pub(super) fn minimize<F: Convex>(
    objective: &F,
    max_iterations: usize,
    tolerance: f64,
    run: &Run,
) -> Result<Minimum> {
    let mut at = objective.evaluate(&Array1::zeros(objective.len()))?;
    let first = largest(&at.gradient);
    let end = |at: Evaluation<F::Detail>, iterations, converged| {
        let gradient = if first > 0.0 { largest(&at.gradient) / first } else { 0.0 };
        Minimum { variables: at.variables, value: at.value, iterations, gradient, converged }
    };
    if first <= f64::EPSILON {
        // The rows carry no information about the classes: all are equally likely.
        return Ok(end(at, 0, true));
    }
    for iteration in 0..max_iterations {
        run.proceed()?;
        let share = largest(&at.gradient) / first;
        if share <= tolerance {
            return Ok(end(at, iteration, true));
        }
        let direction = direction(objective, &at, RESIDUAL.min(share))?;
        match lower(objective, &at, direction)? {
            Some(next) => at = next,
            None => return Ok(end(at, iteration, true)),
        }
    }
    let converged = largest(&at.gradient) <= tolerance * first;
    Ok(end(at, max_iterations, converged))
}

/// Returns a lower point in this direction; `None` if `f64` resolves none.
fn lower<F: Convex>(
    objective: &F,
    at: &Evaluation<F::Detail>,
    mut step: Array1<f64>,
) -> Result<Option<Evaluation<F::Detail>>> {
    let mut slope = step.dot(&at.gradient);
    loop {
        let next = objective.evaluate(&(&at.variables + &step))?;
        // `!(a > b)` also ends the search where a weight or a column makes the objective overflow.
        #[expect(clippy::neg_cmp_op_on_partial_ord, reason = "a NaN must end the loop")]
        if !(-slope > ROUNDING * at.value.abs()) {
            // The value resolves its variables only to the root of its precision, the gradient to its full precision.
            let improves = largest(&next.gradient) < 0.5 * largest(&at.gradient);
            return Ok(improves.then_some(next));
        }
        if next.value <= at.value + DECREASE * slope {
            return Ok(Some(next));
        }
        step *= 0.5;
        slope *= 0.5;
    }
}

/// The step to the point where the gradient would be zero if the curvature stayed the same, by conjugate gradients, up to a
/// residual of `share`.
fn direction<F: Convex>(objective: &F, at: &Evaluation<F::Detail>, share: f64) -> Result<Array1<f64>> {
    let mut step = Array1::zeros(objective.len());
    let mut residual = -&at.gradient;
    let mut direction = residual.clone();
    let mut square = residual.dot(&residual);
    let goal = square * share * share;
    for _ in 0..objective.len() {
        let change = objective.curvature(at, &direction)?;
        let curvature = direction.dot(&change);
        // Rounding alone leaves a flat direction: the same constant added to all intercepts changes no probability.
        if curvature <= f64::EPSILON * direction.dot(&direction) {
            break;
        }
        let length = square / curvature;
        step.scaled_add(length, &direction);
        residual.scaled_add(-length, &change);
        let before = std::mem::replace(&mut square, residual.dot(&residual));
        if square <= goal {
            break;
        }
        direction = &residual + direction * (square / before);
    }
    Ok(step)
}

fn largest(gradient: &Array1<f64>) -> f64 {
    gradient.fold(0.0, |largest, entry| largest.max(entry.abs()))
}
