//! The classifier, and a step of it: against the gradient of the loss over one batch.
//!
//! Invariant: the weights depend on the order of the batches and on the seed alone; a gradient is one matrix product on
//! the thread that learns.

use ndarray::{ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::epochs::Epochs;
use super::lesson::Lesson;
use super::stopping::{self, Best};
use crate::batches::permutation;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Transform};
use crate::steps::Float;
use crate::steps::affine::Affine;
use crate::steps::check::{require_columns, require_finite, require_rows};
use crate::steps::softmax::{probabilities, softmax_rows};
use crate::steps::weight::require_weight;
use crate::{Error, Result};

/// Learns the probabilities of `C` classes by stochastic gradient descent:
/// `[n, d] fit([n], [n]?, ([m, d], [m])?) -> [n, C]` (scikit-learn's `SGDClassifier(loss="log_loss", penalty="l2")`;
/// Robbins and Monro 1951; Bottou, *Stochastic Gradient Descent Tricks*, 2012).
///
/// The model and its input are those of [`LogisticRegression`](crate::steps::LogisticRegression): `p = softmax(x Wᵀ + b)`, all
/// classes at once (scikit-learn learns each class against the rest). A step goes against the gradient of
/// `mean(-ln p[y]) + alpha |W|² / 2` over one batch, by the length `eta0 / (1 + eta0 alpha t)` at step `t`, which counts
/// from 0. All weights start at 0. Scale the columns before it: one length suits all of them.
///
/// [`fit`](Fit::fit) takes the rows in a new random order in each epoch. Learning from batches takes a step for each
/// batch in the order given, and a pass is an epoch. [`partial_fit`](crate::step::PartialFit::partial_fit) is one step.
///
/// What `.fit(..)` may hold, told apart by the number of values:
///
/// - `.fit(y)`: labels.
/// - `.fit(y, weight)`: and a weight for each row, by which its loss is taken (`sample_weight`). As in scikit-learn weights
///   are taken as they are: where all are 2, the steps are twice as long. Where their mean is 1, a row of weight 2 counts
///   as two.
/// - `.fit(y, check, check_y)`: and validation rows with their labels. After each epoch, the mean of `-ln p[check_y]` over
///   them tells whether to stop: when it has not fallen by `tolerance` below the smallest so far for `patience` epochs in
///   a row. The weights of the epoch with the smallest loss are kept.
/// - `.fit(y, weight, check, check_y)`: both. The validation rows have no weights.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Stopping(x: f64[n, 2]) fit(y: u8[n], check: f64[m, 2], check_y: u8[m]) -> f64[n, 2] {
///         features = x |> StandardScaler;
///         checked  = check |> through(features);
///         features |> SgdClassifier<2> { patience: 2, epochs: 1000 }.fit(y, checked, check_y)
///     }
/// }
///
/// let x = Array2::from_shape_fn((40, 2), |(row, column)| (row % 4) as f64 + column as f64);
/// let y = Array1::from_shape_fn(40, |row| u8::from(row % 4 > 1));
/// let model = Stopping::default().fit(&x, &y, x.slice_axis(Axis(0), (0..8).into()), array![0, 0, 1, 1, 0, 0, 1, 1])?;
/// assert!(model.output.epochs() < 1000);
/// # Ok::<(), Error>(())
/// ```
///
/// Early stopping differs from scikit-learn's (`early_stopping`): the rows are given, not split off, so that they can go
/// through the same fitted steps as the others (`check |> through(features)`); the loss decides, not the accuracy; and the
/// best weights are kept, where scikit-learn's `SGDClassifier` keeps the last. From batches, each brings validation rows
/// of its own, which are looked at after its step.
///
/// # Errors
/// Fitting: no rows, labels or weights that differ in number from the rows, a label outside `0..C`, a NaN or infinity, a
/// negative weight, weights that are all 0, an empty validation set, a hyperparameter out of range, or coefficients that
/// are no longer finite. Transforming: as `LogisticRegression`.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new().seed(7);
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[-2.0_f32], [-1.0], [1.0], [2.0]].into_shared();
/// let model = SgdClassifier::<2>::default().fit(x.clone(), array![0_u8, 0, 1, 1].into_shared(), &context)?;
/// let p = model.transform(x)?;
/// assert!(p[[0, 0]] > 0.8 && p[[3, 1]] > 0.8);
///
/// // The last row is labelled wrongly: the fewer epochs, the better for rows that are labelled rightly.
/// let (x, y) = (array![[-2.0], [-1.0], [1.0], [2.0]].into_shared(), array![0_u8, 0, 1, 0].into_shared());
/// let lesson = (y, x.clone(), array![0_u8, 0, 1, 1].into_shared());
/// let step = SgdClassifier::<2> { epochs: 500, patience: 3, ..SgdClassifier::default() };
/// let model = step.fit(x, lesson, &context)?;
/// assert!(model.epochs() < 500 && model.validation_loss().is_some_and(|loss| loss < 2_f64.ln()));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct SgdClassifier<const C: usize> {
    /// The weight of the penalty (`alpha`). Default: 1e-4.
    #[space(log(1e-6..=1e-1))]
    pub alpha: f64,
    /// The length of the first step (`eta0`). Default: 0.1.
    #[space(log(1e-3..=1.0))]
    pub eta0: f64,
    /// How often `fit` goes through all rows at most (`max_iter`). Default: 20.
    pub epochs: usize,
    /// The rows of a step within `fit` (scikit-learn: 1). Default: 32.
    pub batch_size: usize,
    /// With a validation set: epochs without progress, one after the other, after which learning ends
    /// (`n_iter_no_change`). Default: 5.
    pub patience: usize,
    /// With a validation set: by how much the mean loss has to fall below the smallest so far to be progress (`tol`).
    /// Default: 1e-3.
    pub tolerance: f64,
}

impl<const C: usize> Default for SgdClassifier<C> {
    fn default() -> Self {
        Self { alpha: 1e-4, eta0: 0.1, epochs: 20, batch_size: 32, patience: 5, tolerance: 1e-3 }
    }
}

/// An [`SgdClassifier`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedSgdClassifier {
    pub(super) scores: Affine,
    pub(super) steps: u64,
    pub(super) epochs: usize,
    pub(super) validation_loss: Option<f64>,
}

impl FittedSgdClassifier {
    /// `W`, `[C, d]` (scikit-learn's `coef_`).
    pub fn coefficients(&self) -> ArrayView2<'_, f64> {
        self.scores.weights.t()
    }

    /// `b`, `[C]` (`intercept_`).
    pub fn intercepts(&self) -> ArrayView1<'_, f64> {
        self.scores.bias.view()
    }

    /// How many steps were taken (`t_`, less one).
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How often the rows were gone through (`n_iter_`), those after the best time included.
    pub fn epochs(&self) -> usize {
        self.epochs
    }

    /// The mean of `-ln p[y]` over the validation rows; `None` without a validation set.
    pub fn validation_loss(&self) -> Option<f64> {
        self.validation_loss
    }

    pub(super) fn zero(columns: usize, classes: usize) -> Self {
        Self {
            scores: Affine { weights: Array2::zeros((columns, classes)), bias: Array1::zeros(classes) },
            steps: 0,
            epochs: 0,
            validation_loss: None,
        }
    }
}

impl<const C: usize> SgdClassifier<C> {
    fn require_sound(&self) -> Result<()> {
        if C < 2 {
            return Err(Error::new(format!("a classifier needs at least 2 classes, got {C}")));
        }
        if !(self.eta0 > 0.0 && self.eta0.is_finite()) {
            return Err(Error::new(format!("`eta0` must be a positive number, got {}", self.eta0)));
        }
        if !(self.alpha >= 0.0 && self.alpha.is_finite()) {
            return Err(Error::new(format!("`alpha` must be 0 or a positive number, got {}", self.alpha)));
        }
        if !(self.tolerance >= 0.0 && self.tolerance.is_finite()) {
            let tolerance = self.tolerance;
            return Err(Error::new(format!("`tolerance` must be 0 or a positive number, got {tolerance}")));
        }
        let counts = [("epochs", self.epochs), ("batch_size", self.batch_size), ("patience", self.patience)];
        for (name, value) in counts {
            if value == 0 {
                return Err(Error::new(format!("`{name}` must be at least 1, got 0")));
            }
        }
        Ok(())
    }

    /// Takes a step on rows that are known to be finite; without rows there is none to take.
    pub(super) fn step<A: Float>(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArrayView2<'_, A>,
        classes: &[usize],
        row_weights: Option<&Array1<f64>>,
    ) -> Result<()> {
        if classes.is_empty() {
            return Ok(());
        }
        let FittedSgdClassifier { scores: Affine { weights, bias }, steps, .. } = fitted;
        let length = self.eta0 / (1.0 + self.eta0 * self.alpha * *steps as f64);
        let mut buffer = Array2::zeros((0, 0));
        let x = A::widen_rows(x, &mut buffer);
        let mut residuals = x.dot(weights) + &*bias;
        softmax_rows(residuals.view_mut());
        for (mut row, &class) in residuals.rows_mut().into_iter().zip(classes) {
            row[class] -= 1.0;
        }
        if let Some(row_weights) = row_weights {
            residuals *= &row_weights.view().insert_axis(Axis(1));
        }
        residuals *= length / classes.len() as f64;
        *weights *= 1.0 - length * self.alpha;
        *weights -= &x.t().dot(&residuals);
        *bias -= &residuals.sum_axis(Axis(0));
        *steps += 1;
        if weights.iter().chain(&*bias).all(|weight| weight.is_finite()) {
            return Ok(());
        }
        Err(Error::new(format!(
            "the weights are no longer finite after {steps} steps; scale the columns before this step, or lower eta0"
        )))
    }
}

impl<const C: usize> Step for SgdClassifier<C> {
    type Fitted = FittedSgdClassifier;
    const SIGNATURE: Signature =
        Signature::new("[n, d] fit([n], [n]?, ([m, d], [m])?) -> [n, C] where C >= 2", &[("C", C as i64)]);
    const ROWWISE: bool = true;
}

impl<const C: usize> Learner for SgdClassifier<C> {}

impl<const C: usize> Continues for SgdClassifier<C> {}

impl<A: Float, Y: Lesson<A>, const C: usize> Fit<ArcArray2<A>, Y> for SgdClassifier<C> {
    fn fit(&self, x: ArcArray2<A>, y: Y, context: &Context<'_>) -> Result<FittedSgdClassifier> {
        self.require_sound()?;
        require_rows(x.nrows())?;
        require_finite(x.view(), 0)?;
        let lesson = y.__read(x.dim(), 0, C)?;
        if let Some(weights) = &lesson.weights {
            require_weight(weights.sum())?;
        }
        let (mut fitted, mut best) = (FittedSgdClassifier::zero(x.ncols(), C), None);
        let mut random = context.rng();
        let mut ended = 0;
        while ended < self.epochs {
            for rows in permutation(x.nrows(), &mut random).chunks(self.batch_size) {
                let classes: Vec<usize> =
                    rows.iter().filter_map(|&row| lesson.classes.get(row).copied()).collect();
                let weights = lesson.weights.as_ref().map(|weights| weights.select(Axis(0), rows));
                self.step(&mut fitted, x.select(Axis(0), rows).view(), &classes, weights.as_ref())?;
            }
            ended += 1;
            if let Some(check) = &lesson.check {
                let loss = stopping::mean(stopping::loss(&fitted, check)?, check.classes.len())?;
                if Best::add(&mut best, self, &fitted, loss) {
                    break;
                }
            }
        }
        Ok(Best::keep(best, fitted, ended))
    }

    fn learning<'s>(&'s self, _: &Context<'_>) -> Result<Option<RunningFit<'s, Self, ArcArray2<A>, Y>>> {
        self.require_sound()?;
        Ok(Some(Box::new(Epochs::start(self))))
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArcArray2<A>,
        y: Y,
        _: &Context<'_>,
    ) -> Result<()> {
        self.require_sound()?;
        require_columns(fitted.scores.weights.nrows(), x.ncols())?;
        require_finite(x.view(), 0)?;
        let lesson = y.__read(x.dim(), 0, C)?;
        let mut next = fitted.clone();
        self.step(&mut next, x.view(), &lesson.classes, lesson.weights.as_ref())?;
        next.validation_loss = match &lesson.check {
            Some(check) => Some(stopping::mean(stopping::loss(&next, check)?, check.classes.len())?),
            None => None,
        };
        *fitted = next;
        Ok(())
    }
}

impl<A: Float> Transform<ArcArray2<A>> for FittedSgdClassifier {
    type Out = ArcArray2<A>;

    fn transform(&self, x: ArcArray2<A>) -> Result<ArcArray2<A>> {
        probabilities(&self.scores, x.view())
    }
}

#[cfg(feature = "save")]
impl Save for FittedSgdClassifier {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("scores", &self.scores)?;
        out.field("steps", &self.steps)?;
        out.field("epochs", &self.epochs)?;
        out.field("validation_loss", &self.validation_loss)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self {
            scores: state.field("scores")?,
            steps: state.field("steps")?,
            epochs: state.field("epochs")?,
            validation_loss: state.field("validation_loss")?,
        })
    }
}
