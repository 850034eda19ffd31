//! [`LogisticRegression`]: probabilities of classes, linear in the log-odds.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2};

use super::newton::{Convex, Minimum, minimize};
use super::objective::Objective;
use super::sparse::SparseObjective;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::sparse::Sparse;
use crate::step::{Context, Fit, Step, Transform};
use crate::steps::kernels::affine::Affine;
use crate::steps::kernels::checks::require_rows;
use crate::steps::kernels::float::Float;
use crate::steps::kernels::label::{LabelOf, row_classes};
use crate::steps::kernels::softmax::{probabilities, sparse_probabilities};
use crate::steps::kernels::weights::{Weighted, require_weight};
use crate::{Error, Result};

/// Fits the probabilities of `C` classes: `[n, d] fit([n], [n]?) -> [n, C]` (scikit-learn's `LogisticRegression`).
///
/// The model is `p = softmax(x Wᵀ + b)`. The fit minimizes `c Σ -ln p[y] + |W|² / 2` over all rows, without a penalty on `b`:
/// scikit-learn's objective at `C = c`, which has one minimum. For two classes the penalty is, as there, on the difference of
/// their rows: `|W[1] - W[0]|² / 2`. Accepts arrays and sparse values of `f32` and `f64` with labels of any integer type
/// ([`LabelOf`]), which are the classes `0..C`. Computes in `f64` and returns probabilities of the type of `x`;
/// [`ArgMax`](crate::steps::ArgMax) converts them to classes.
///
/// With weights, `LogisticRegression<3>.fit(y, weight)`, the term of each row is multiplied by its weight (`sample_weight`): a
/// row of weight 2 counts as two rows, one of weight 0 does not count.
///
/// The step needs all rows at once: a fit has tens of Newton steps with many products with the curvature each, and each product
/// would be a pass over the batches. [`SgdClassifier`](crate::steps::SgdClassifier) fits the same model from batches,
/// approximately.
///
/// # Errors
/// Fitting: no rows, a number of labels or weights that differs from the number of rows, a label outside `0..C`, a class without
/// a label or only with weights of 0, a NaN or infinity, a negative weight, or a hyperparameter out of range. A fit that ends
/// at `max_iterations` is a warning for the observer and `tracing`, and [`converged`](FittedLogisticRegression::converged) is
/// false; with `require_convergence` it is an error.
/// Transforming: a NaN or infinity, another number of columns, or a row so far from the others that its scores are not finite.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Sides(x: f32[n, 1]) fit(side: u8[n]) -> f32[n, 2] {
///         x |> LogisticRegression<2> { c: 2.0 }.fit(side)
///     }
/// }
///
/// let x = array![[-2.0_f32], [-1.0], [1.0], [2.0]];
/// let p = Sides::default().fit(&x, array![0_u8, 0, 1, 1])?.predict(&x)?;
/// assert!(p[[0, 0]] > 0.8 && p[[3, 1]] > 0.8 && (p.row(1).sum() - 1.0).abs() < 1e-6);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct LogisticRegression<const C: usize> {
    /// The weight of the rows against the penalty (scikit-learn's `C`); smaller values give smaller coefficients. Default: 1.
    #[space(log(1e-4..=1e2))]
    pub c: f64,
    /// The largest number of Newton steps (`max_iter`). Default: 1000; tens are usual.
    pub max_iterations: usize,
    /// The fit ends when no entry of the gradient exceeds this share of the largest entry at the start (`tol`, which is absolute),
    /// or when no step improves the objective at the precision of `f64`. Default: 1e-9; the last Newton step usually goes far
    /// below.
    pub tolerance: f64,
    /// Whether a fit that ends at `max_iterations` is an error. Default: false; it is a warning, as in scikit-learn.
    pub require_convergence: bool,
}

impl<const C: usize> Default for LogisticRegression<C> {
    fn default() -> Self {
        Self { c: 1.0, max_iterations: 1000, tolerance: 1e-9, require_convergence: false }
    }
}

/// The fitted form of a [`LogisticRegression`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLogisticRegression {
    scores: Affine,
    coefficients: Array2<f64>,
    intercepts: Array1<f64>,
    objective: f64,
    iterations: usize,
    converged: bool,
}

impl crate::steps::kernels::coefficients::Coefficients for FittedLogisticRegression {
    fn coefficient_rows(&self) -> ArrayView2<'_, f64> {
        self.coefficients.view()
    }
}

impl FittedLogisticRegression {
    /// `W`, `[C, d]` (scikit-learn's `coef_`). Each column sums to 0. For two classes scikit-learn keeps one row,
    /// `W[1] - W[0]`.
    pub fn coefficients(&self) -> ArrayView2<'_, f64> {
        self.coefficients.view()
    }

    /// `b`, `[C]`, with sum 0 (`intercept_`).
    pub fn intercepts(&self) -> ArrayView1<'_, f64> {
        self.intercepts.view()
    }

    /// `c Σ -ln p[y] + |W|² / 2` at the minimum, for two classes `c Σ -ln p[y] + |W[1] - W[0]|² / 2`.
    pub fn objective(&self) -> f64 {
        self.objective
    }

    /// The number of Newton steps (`n_iter_`).
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// Whether the fit ended at the minimum, and not at `max_iterations`.
    pub fn converged(&self) -> bool {
        self.converged
    }
}

impl<const C: usize> LogisticRegression<C> {
    fn require_sound(&self) -> Result<()> {
        if C < 2 {
            return Err(Error::new(format!("a classifier needs at least 2 classes, got {C}")));
        }
        for (name, value) in [("c", self.c), ("tolerance", self.tolerance)] {
            if !(value > 0.0 && value.is_finite()) {
                return Err(Error::new(format!("`{name}` must be a positive number, got {value}")));
            }
        }
        Ok(())
    }

    fn not_converged(&self, minimum: &Minimum, context: &Context<'_>) -> Result<()> {
        let Minimum { iterations, gradient, .. } = minimum;
        let message = format!(
            "not converged after {iterations} iterations: the gradient is {gradient:.1e} of that at the start, and the \
             tolerance is {:.1e}; raise max_iterations, lower c (stronger regularization), or raise tolerance",
            self.tolerance
        );
        if self.require_convergence {
            return Err(Error::new(message));
        }
        context.note(&message);
        Ok(())
    }
}

impl<const C: usize> Step for LogisticRegression<C> {
    type Fitted = FittedLogisticRegression;
    const SIGNATURE: Signature =
        Signature::new("[n, d] fit([n], [n]?) -> [n, C] where C >= 2", &[("C", C as i64)]);
    const ROWWISE: bool = true;
    // 1: two classes have scikit-learn's penalty.
    const REVISION: Option<u64> = Some(1);

    fn features_in(fitted: &FittedLogisticRegression) -> Option<usize> {
        Some(fitted.coefficients().ncols())
    }
}

/// The targets of a fit: a class and, with weights, a weight for each row.
struct Lesson {
    classes: Vec<usize>,
    weights: Option<Array1<f64>>,
    /// The sum of the weights.
    total: f64,
}

impl<const C: usize> LogisticRegression<C> {
    fn lesson<Y: Weighted<Target: LabelOf<C>>>(&self, rows: usize, y: Y) -> Result<Lesson> {
        self.require_sound()?;
        require_rows(rows)?;
        let (labels, weights) = y.__split(rows, 0)?;
        let classes = row_classes(rows, labels.view(), C)?;
        let total = weights.as_ref().map_or(rows as f64, |weights| weights.sum());
        require_weight(total)?;
        let weight_of = |row: usize| weights.as_ref().map_or(1.0, |weights| weights[row]);
        let mut counts = [0.0; C];
        for (row, &class) in classes.iter().enumerate() {
            counts[class] += weight_of(row);
        }
        if let Some(missing) = counts.iter().position(|&weight| weight == 0.0) {
            return Err(Error::new(format!(
                "class {missing} of {C} has no row to learn from, so its intercept has no optimum; \
                 add rows of it, or reduce the number of classes"
            )));
        }
        Ok(Lesson { classes, weights, total })
    }

    /// Searches the minimum of an objective, whose variables `convert` to coefficients and the map to scores.
    fn solve<F: Convex>(
        &self,
        objective: &F,
        total: f64,
        context: &Context<'_>,
        convert: impl FnOnce(&Array1<f64>) -> Result<(Array2<f64>, Affine)>,
    ) -> Result<FittedLogisticRegression> {
        let minimum = minimize(objective, self.max_iterations, self.tolerance, context.run())?;
        if !minimum.converged {
            self.not_converged(&minimum, context)?;
        }
        let (coefficients, scores) = convert(&minimum.variables)?;
        Ok(FittedLogisticRegression {
            intercepts: scores.constant(),
            scores,
            coefficients,
            objective: minimum.value * self.c * total,
            iterations: minimum.iterations,
            converged: minimum.converged,
        })
    }
}

impl<A: Float, Y: Weighted<Target: LabelOf<C>>, const C: usize> Fit<ArcArray2<A>, Y>
    for LogisticRegression<C>
{
    fn fit(&self, x: ArcArray2<A>, y: Y, context: &Context<'_>) -> Result<FittedLogisticRegression> {
        let Lesson { classes, weights, total } = self.lesson(x.nrows(), y)?;
        let objective = Objective::new(x.view(), &classes, weights.as_ref(), C, self.c)?;
        self.solve(&objective, total, context, |variables| objective.coefficients(variables))
    }
}

impl<A: Float, Y: Weighted<Target: LabelOf<C>>, const C: usize> Fit<Sparse<A>, Y> for LogisticRegression<C> {
    fn fit(&self, x: Sparse<A>, y: Y, context: &Context<'_>) -> Result<FittedLogisticRegression> {
        let Lesson { classes, weights, total } = self.lesson(x.rows(), y)?;
        let objective = SparseObjective::<C>::new(&x, classes, weights.as_ref(), self.c)?;
        self.solve(&objective, total, context, |variables| Ok(objective.coefficients(variables)))
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedLogisticRegression {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        probabilities(&self.scores, x.view())
    }
}

impl<A: Float> Transform<Sparse<A>> for FittedLogisticRegression {
    type Out = ArcArray2<A>;

    fn transform(&self, x: Sparse<A>) -> Result<ArcArray2<A>> {
        sparse_probabilities(&self.scores, &x)
    }
}

#[cfg(feature = "save")]
impl Save for FittedLogisticRegression {
    /// Version 2 added whether the fit converged. Before, a fit that did not was an error.
    const VERSION: u32 = 2;
    const OLDEST: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("scores", &self.scores)?;
        out.field("coefficients", &self.coefficients)?;
        out.field("objective", &self.objective)?;
        out.field("iterations", &self.iterations)?;
        out.field("converged", &self.converged)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let scores: Affine = state.field("scores")?;
        let (columns, classes) = scores.weights.dim();
        Ok(Self {
            coefficients: state.shaped("coefficients", &[classes, columns])?,
            intercepts: scores.constant(),
            scores,
            objective: state.field("objective")?,
            iterations: state.field("iterations")?,
            converged: if state.version() < 2 { true } else { state.field("converged")? },
        })
    }
}
