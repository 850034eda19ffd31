//! [`Bagging`]: the mean of steps that learnt from rows drawn anew.

use ndarray::{ArcArray, Array, Dimension, Zip};
use rand_core::Rng;
use rayon::prelude::*;

use crate::batches::Table;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Step, Transform, Value};
use crate::steps::Float;
use crate::{Error, Phase, Result};

/// Fits `N` copies of a step, each to as many rows as there are, drawn with replacement (Breiman 1996, *Bagging
/// predictors*; scikit-learn's `BaggingClassifier`), and gives the mean of their outputs.
///
/// The copies learn in parallel; the rows of each come from the run's seed, its path and its number. The step inside gives
/// arrays of `f32` or `f64` of one shape, such as probabilities.
///
/// # Errors
/// Fitting: as the step inside, naming the copy. A draw may leave out a rare class, which some classifiers refuse.
/// Transforming: as the step inside, or outputs that differ in shape.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new().seed(1);
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[-2.0], [-1.5], [-1.0], [1.0], [1.5], [2.0]].into_shared();
/// let y = array![0_u8, 0, 0, 1, 1, 1].into_shared();
/// let fitted = Bagging::<LogisticRegression<2>, 5>::default().fit(x.clone(), y, &context)?;
/// let p = fitted.transform(x)?;
/// assert!(p[[0, 0]] > 0.7 && p[[5, 1]] > 0.7 && fitted.fitted().len() == 5);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Bagging<S, const N: usize> {
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

/// A [`Bagging`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedBagging<F> {
    fitted: Vec<F>,
}

impl<F> FittedBagging<F> {
    /// The fitted steps, in their order.
    pub fn fitted(&self) -> &[F] {
        &self.fitted
    }
}

impl<S: Step, const N: usize> Step for Bagging<S, N> {
    type Fitted = FittedBagging<S::Fitted>;
    const SIGNATURE: Signature = S::SIGNATURE;
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;
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
            return Err(Error::new("bagging needs at least 1 copy of the step, got 0"));
        }
        let rows = (x.clone(), y.clone()).row_count()?;
        let copy = |at: usize| {
            let name = format!("copy{at}");
            let context = context.sharing(&name);
            let mut random = context.rng();
            // The high half of the product: uniform but for a share of rows in 2^64.
            let row = |_| ((u128::from(random.next_u64()) * rows as u128) >> 64) as usize;
            let drawn: Vec<usize> = (0..rows).map(row).collect();
            let fitted = self.step.fit(x.pick(&drawn), y.pick(&drawn), &context);
            fitted.map_err(|error| error.at(&name, Phase::Fit))
        };
        let fitted: Vec<Result<_>> = (0..N).into_par_iter().map(copy).collect();
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
    /// The mean of the copies' outputs.
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
                    "the mean needs outputs of one shape, but copies of the step gave {:?} and {:?}",
                    sum.shape(),
                    out.shape()
                )));
            }
            Zip::from(sum).and(&out).for_each(|sum, value| *sum += value.widen());
        }
        let count = self.fitted.len() as f64;
        let mean = sum.map(|sum| sum.mapv(|sum| A::narrow(sum / count)).into_shared());
        mean.ok_or_else(|| Error::new("bagging needs at least 1 copy of the step, got 0"))
    }
}

#[cfg(feature = "save")]
impl<F: Save> Save for FittedBagging<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("copies", &self.fitted)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { fitted: state.field("copies")? })
    }
}
