//! [`OnlyFit`]: acts while fitting, and gives on unchanged what is predicted from.

use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Out, Step, Transform, Value};

/// Does what the step inside does while fitting, and nothing while predicting: noise that makes a classifier robust,
/// rows that are dropped or drawn again.
///
/// What comes after it learns from the step's output; the fitted step gives its input on as it is. So `fit_transform` is, on
/// purpose, not `fit` and then `transform`. The step inside gives the type that it takes. It needs all rows at once, since
/// batches reach what comes after them through fitted steps, and a fitted `OnlyFit` does not act.
///
/// # Errors
/// Fitting: as the step inside. Transforming: none.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let x = array![[1.0_f64], [3.0]].into_shared();
/// let step = OnlyFit { step: StandardScaler::default() };
/// let (fitted, seen) = step.fit_transform(x.clone(), (), &context)?;
/// assert_eq!(seen, array![[-1.0], [1.0]]);
/// assert_eq!(fitted.transform(x)?, array![[1.0], [3.0]]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct OnlyFit<S> {
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

/// An [`OnlyFit`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedOnlyFit<F> {
    fitted: F,
}

impl<F> FittedOnlyFit<F> {
    /// The fitted step inside, which predicting passes over.
    pub fn fitted(&self) -> &F {
        &self.fitted
    }
}

impl<S: Step> Step for OnlyFit<S> {
    type Fitted = FittedOnlyFit<S::Fitted>;
    const SIGNATURE: Signature = S::SIGNATURE;
    // What predicting does to a row it does to that row alone, whatever the step inside does while fitting.
    const ROWWISE: bool = true;
    const REVISION: Option<u64> = S::REVISION;
}

impl<X, Y, S> Fit<X, Y> for OnlyFit<S>
where
    X: Value,
    S: Fit<X, Y, Fitted: Transform<X, Out = X>>,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
        Ok(FittedOnlyFit { fitted: self.step.fit(x, y, context)? })
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(Self::Fitted, Out<Self, X>)> {
        let (fitted, out) = self.step.fit_transform(x, y, context)?;
        Ok((FittedOnlyFit { fitted }, out))
    }
}

impl<X: Value, F: Transform<X, Out = X>> Transform<X> for FittedOnlyFit<F> {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        Ok(x)
    }
}

#[cfg(feature = "save")]
impl<F: Save> Save for FittedOnlyFit<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("step", &self.fitted)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { fitted: state.field("step")? })
    }
}
