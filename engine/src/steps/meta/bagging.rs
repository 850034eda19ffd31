//! [`Bagging`]: the mean of steps fitted on resampled rows.
//!
//! Invariant: the draws of a copy depend only on the run's seed, the path and the number of the copy, and outputs are
//! added in the order of the copies, so a result has the same bits on any number of threads.

use ndarray::{ArcArray, Array, Dimension, Zip};
use rayon::prelude::*;

use super::forward::forward;
use super::signature::{too_few, with_condition};
use super::strata::{draw, draw_by_class, note_quantity, without_a_class};
use crate::batches::Table;
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Step, Transform, Value, on_threads_of_run};
use crate::steps::kernels::float::Float;
use crate::{Error, Phase, Result};

/// Fits `N` copies of a step on resampled rows and returns the mean of their outputs (Breiman 1996, *Bagging predictors*;
/// scikit-learn's `BaggingClassifier(n_estimators=N)`).
///
/// The signature is that of the wrapped step; `N` is 1 or more. Each copy is fitted on as many rows as there are, drawn with replacement. The
/// copies are fitted in parallel; the draws of each depend on the run's seed, its path and its number. The wrapped step must
/// return arrays of `f32` or `f64` of one shape, such as probabilities.
///
/// If the target is a class ([`Table::classes`]: integers, `bool`, `char` or texts), each row is drawn from those of its class, so
/// each copy learns from every class, as often as there are rows of it. scikit-learn draws from all rows, and a draw may lack a rare
/// class, which some classifiers reject: `stratified: false` does the same, which is right for an integer that is a quantity. Rows
/// are counted, whatever their weights.
///
/// # Errors
/// Fitting: as the wrapped step, with the copy in the path and the class, if any, that its draw lacks; or `N` = 0. Transforming: as
/// the wrapped step, or outputs that differ in shape.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Sides(x: f64[n, 1]) fit(side: u8[n]) -> f64[n, 2] {
///         probs = x |> Bagging<LogisticRegression<2>, 5>.fit(side);
///         probs
///     }
/// }
///
/// let x = array![[-2.0], [-1.5], [-1.0], [1.0], [1.5], [2.0]];
/// let model = Sides::default().fit_with(&Run::new().seed(1), &x, array![0_u8, 0, 0, 1, 1, 1])?;
/// let p = model.predict(&x)?;
/// assert!(p[[0, 0]] > 0.7 && p[[5, 1]] > 0.7 && model.probs.fitted().len() == 5);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Bagging<S, const N: usize> {
    /// Draws each row from those of its class, if the target is a class. Default: true.
    pub stratified: bool,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

impl<S: Default, const N: usize> Default for Bagging<S, N> {
    fn default() -> Self {
        Self { stratified: true, step: S::default() }
    }
}

/// The fitted form of a [`Bagging`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedBagging<F> {
    #[cfg_attr(feature = "save", save(name = "copies"))]
    fitted: Vec<F>,
}

impl<F> FittedBagging<F> {
    /// The fitted copies, in order.
    pub fn fitted(&self) -> &[F] {
        &self.fitted
    }
}

impl<S: Step, const N: usize> Bagging<S, N> {
    const TOO_FEW: &'static Text<512> = &with_condition(S::SIGNATURE.text, "N >= 1");
}

impl<S: Step, const N: usize> Step for Bagging<S, N> {
    type Fitted = FittedBagging<S::Fitted>;
    const SIGNATURE: Signature =
        if N >= 1 { S::SIGNATURE } else { too_few(&S::SIGNATURE, Self::TOO_FEW, "N", N) };
    forward!(S: ROWWISE, REVISION);
    forward!(S: names(|fitted| fitted.fitted.first()));
}

impl<X, Y, A, D, S, const N: usize> Fit<X, Y> for Bagging<S, N>
where
    X: Table + Value,
    Y: Table + Value,
    A: Float,
    D: Dimension,
    S: Fit<X, Y, Fitted: Transform<X, Out = ArcArray<A, D>>>,
    ArcArray<A, D>: Value,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
        if N == 0 {
            return Err(Error::new("`Bagging` needs at least 1 copy of the step, got 0"));
        }
        let rows = (x.clone(), y.clone()).row_count()?;
        let classes = self.stratified.then(|| y.classes()).flatten();
        if let Some(classes) = &classes {
            note_quantity(classes, context);
        }
        let copy = |at: usize| {
            context.run().proceed()?;
            let name = format!("copy{at}");
            let context = context.sharing(&name);
            let mut random = context.rng();
            let drawn = match &classes {
                Some(classes) => draw_by_class(classes, &mut random),
                None => draw(rows, &mut random),
            };
            let explained = |error| {
                without_a_class(error, &y, &drawn, |class, _| {
                    format!("the draw of copy {at} has no row of class {class}: set `stratified: true`")
                })
            };
            let fitted = self.step.fit(x.pick(&drawn), y.pick(&drawn), &context);
            fitted.map_err(|error| explained(error).at(&name, Phase::Fit))
        };
        let fitted: Vec<Result<_>> = on_threads_of_run(|| (0..N).into_par_iter().map(copy).collect());
        Ok(FittedBagging { fitted: fitted.into_iter().collect::<Result<_>>()? })
    }
}

impl<X, A, D, F> Transform<X> for FittedBagging<F>
where
    X: Clone,
    A: Float,
    D: Dimension,
    F: Transform<X, Out = ArcArray<A, D>>,
    ArcArray<A, D>: Value,
{
    type Out = ArcArray<A, D>;

    fn transform(&self, x: X) -> Result<Self::Out> {
        self.mean(|_, fitted| fitted.transform(x.clone()))
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<Self::Out> {
        self.mean(|at, fitted| fitted.transform_with(x.clone(), &context.sharing(&format!("copy{at}"))))
    }
}

impl<F> FittedBagging<F> {
    /// Computes the mean of the outputs of the copies.
    fn mean<A: Float, D: Dimension>(
        &self,
        out: impl Fn(usize, &F) -> Result<ArcArray<A, D>>,
    ) -> Result<ArcArray<A, D>> {
        let mut sum: Option<Array<f64, D>> = None;
        for (at, fitted) in self.fitted.iter().enumerate() {
            let out = out(at, fitted)?;
            let sum = sum.get_or_insert_with(|| Array::zeros(out.raw_dim()));
            if sum.shape() != out.shape() {
                return Err(Error::new(format!(
                    "the mean needs outputs of one shape, but copies of the wrapped step returned {:?} and {:?}",
                    sum.shape(),
                    out.shape()
                )));
            }
            Zip::from(sum).and(&out).for_each(|sum, value| *sum += value.widen());
        }
        let count = self.fitted.len() as f64;
        let mean = sum.map(|sum| sum.mapv(|sum| A::narrow(sum / count)).into_shared());
        match mean {
            Some(mean) if mean.fold(true, |finite, value| finite & value.is_finite()) => Ok(mean),
            Some(_) => Err(Error::new(format!(
                "a mean of the {count} copies of the wrapped step is beyond the range of {}; scale the columns before this step",
                std::any::type_name::<A>()
            ))),
            None => Err(Error::new("`Bagging` needs at least 1 copy of the step, got 0")),
        }
    }
}
