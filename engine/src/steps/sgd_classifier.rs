//! [`SgdClassifier`]: probabilities of classes, learnt step by step.
//!
//! Invariant: the weights depend on the order of the batches and on the seed alone; a gradient is one matrix product on
//! the thread that learns.

use ndarray::{ArcArray1, ArcArray2, Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::affine::Affine;
use super::check::{require_columns, require_finite, require_rows};
use super::label::row_classes;
use super::softmax::{probabilities, softmax_rows};
use super::{Float, Label};
use crate::batches::permutation;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, Learning, RunningFit, Step, Transform};
use crate::{Error, Result};

/// Learns the probabilities of `C` classes by stochastic gradient descent: `[n, d] fit([n]) -> [n, C]` (scikit-learn's
/// `SGDClassifier(loss="log_loss", penalty="l2")`; Robbins and Monro 1951; Bottou, *Stochastic Gradient Descent Tricks*,
/// 2012).
///
/// The model and its input are those of [`LogisticRegression`](super::LogisticRegression): `p = softmax(x Wᵀ + b)`, all
/// classes at once (scikit-learn learns each class against the rest). A step goes against the gradient of
/// `mean(-ln p[y]) + alpha |W|² / 2` over one batch, by the length `eta0 / (1 + eta0 alpha t)` at step `t`, which counts
/// from 0. All weights start at 0. Scale the columns before it: one length suits all of them.
///
/// [`fit`](Fit::fit) takes the rows in a new random order in each epoch. Learning from batches takes a step for each
/// batch in the order given, and a pass is an epoch. [`partial_fit`](crate::step::PartialFit::partial_fit) is one step.
///
/// # Errors
/// Fitting: no rows, labels that differ in number from the rows, a label outside `0..C`, a NaN or infinity, a
/// hyperparameter out of range, or weights that are no longer finite. Transforming: as `LogisticRegression`.
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
    /// How often `fit` goes through all rows (`max_iter`, without `tol`). Default: 20.
    pub epochs: usize,
    /// The rows of a step within `fit` (scikit-learn: 1). Default: 32.
    pub batch_size: usize,
}

impl<const C: usize> Default for SgdClassifier<C> {
    fn default() -> Self {
        Self { alpha: 1e-4, eta0: 0.1, epochs: 20, batch_size: 32 }
    }
}

/// An [`SgdClassifier`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedSgdClassifier {
    scores: Affine,
    steps: u64,
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

    fn zero(columns: usize, classes: usize) -> Self {
        Self {
            scores: Affine { weights: Array2::zeros((columns, classes)), bias: Array1::zeros(classes) },
            steps: 0,
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
        for (name, value) in [("epochs", self.epochs), ("batch_size", self.batch_size)] {
            if value == 0 {
                return Err(Error::new(format!("`{name}` must be at least 1, got 0")));
            }
        }
        Ok(())
    }

    /// Takes a step on rows that are known to be finite; without rows there is none to take.
    fn step<A: Float>(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArrayView2<'_, A>,
        classes: &[usize],
    ) -> Result<()> {
        if classes.is_empty() {
            return Ok(());
        }
        let FittedSgdClassifier { scores: Affine { weights, bias }, steps } = fitted;
        let length = self.eta0 / (1.0 + self.eta0 * self.alpha * *steps as f64);
        let mut buffer = Array2::zeros((0, 0));
        let x = A::widen_rows(x, &mut buffer);
        let mut residuals = x.dot(weights) + &*bias;
        softmax_rows(residuals.view_mut());
        for (mut row, &class) in residuals.rows_mut().into_iter().zip(classes) {
            row[class] -= 1.0;
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
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, C] where C >= 2", &[("C", C as i64)]);
    const ROWWISE: bool = true;
}

impl<const C: usize> Learner for SgdClassifier<C> {}

impl<const C: usize> Continues for SgdClassifier<C> {}

impl<A: Float, L: Label, const C: usize> Fit<ArcArray2<A>, ArcArray1<L>> for SgdClassifier<C> {
    fn fit(&self, x: ArcArray2<A>, y: ArcArray1<L>, context: &Context<'_>) -> Result<FittedSgdClassifier> {
        self.require_sound()?;
        require_rows(x.nrows())?;
        require_finite(x.view(), 0)?;
        let classes = row_classes(x.nrows(), y.view(), C)?;
        let mut fitted = FittedSgdClassifier::zero(x.ncols(), C);
        let mut random = context.rng();
        for _ in 0..self.epochs {
            for rows in permutation(x.nrows(), &mut random).chunks(self.batch_size) {
                let classes: Vec<usize> = rows.iter().filter_map(|&row| classes.get(row).copied()).collect();
                self.step(&mut fitted, x.select(Axis(0), rows).view(), &classes)?;
            }
        }
        Ok(fitted)
    }

    fn learning<'s>(
        &'s self,
        _: &Context<'_>,
    ) -> Result<Option<RunningFit<'s, Self, ArcArray2<A>, ArcArray1<L>>>> {
        self.require_sound()?;
        Ok(Some(Box::new(Epochs { step: self, fitted: None, ended: 0, open: false, rows: 0 })))
    }

    fn update_fitted(
        &self,
        fitted: &mut FittedSgdClassifier,
        x: ArcArray2<A>,
        y: ArcArray1<L>,
        _: &Context<'_>,
    ) -> Result<()> {
        self.require_sound()?;
        require_columns(fitted.scores.weights.nrows(), x.ncols())?;
        require_finite(x.view(), 0)?;
        let mut next = fitted.clone();
        self.step(&mut next, x.view(), &row_classes(x.nrows(), y.view(), C)?)?;
        *fitted = next;
        Ok(())
    }
}

/// Learning from batches: a step for each, a pass for each epoch.
struct Epochs<'s, const C: usize> {
    step: &'s SgdClassifier<C>,
    fitted: Option<FittedSgdClassifier>,
    ended: usize,
    open: bool,
    /// Rows of this pass so far.
    rows: usize,
}

impl<A: Float, L: Label, const C: usize> Learning<ArcArray2<A>, ArcArray1<L>, FittedSgdClassifier>
    for Epochs<'_, C>
{
    fn passes(&self) -> usize {
        self.step.epochs
    }

    fn update(&mut self, x: ArcArray2<A>, y: ArcArray1<L>, _: &Context<'_>) -> Result<()> {
        if self.ended == self.step.epochs {
            return Err(Error::new(format!("all {} epochs have ended, but a batch follows", self.ended)));
        }
        self.open = true;
        let fitted = self.fitted.get_or_insert_with(|| FittedSgdClassifier::zero(x.ncols(), C));
        require_columns(fitted.scores.weights.nrows(), x.ncols())?;
        require_finite(x.view(), self.rows)?;
        let classes = row_classes(x.nrows(), y.view(), C)?;
        self.rows += x.nrows();
        self.step.step(fitted, x.view(), &classes)
    }

    /// One after the other: each step starts from where the one before it ended.
    fn update_parts(
        &mut self,
        parts: Vec<(ArcArray2<A>, ArcArray1<L>)>,
        context: &Context<'_>,
    ) -> Result<()> {
        parts.into_iter().try_for_each(|(x, y)| self.update(x, y, context))
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        self.ended = self.step.epochs.min(self.ended + 1);
        (self.open, self.rows) = (false, 0);
        Ok(self.ended < self.step.epochs)
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<FittedSgdClassifier> {
        let (ended, epochs) = (self.ended + usize::from(self.open), self.step.epochs);
        let fitted = self.fitted.filter(|fitted| fitted.steps > 0);
        let fitted = fitted.ok_or_else(|| {
            Error::new(
                "learning needs at least 1 row, got 0; check the filter or the file that the rows come from",
            )
        })?;
        if ended < epochs {
            return Err(Error::new(format!(
                "{epochs} epochs were asked for, and the rows were given {ended} times; give the batches from a source \
                 that can be read again, or ask for fewer epochs"
            )));
        }
        Ok(fitted)
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
        out.field("steps", &self.steps)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { scores: state.field("scores")?, steps: state.field("steps")? })
    }
}
