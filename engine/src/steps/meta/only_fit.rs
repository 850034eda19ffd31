//! [`OnlyFit`]: acts while fitting, and is bypassed at predict time.
//!
//! Invariant: the fitted step returns its input unchanged, whatever the wrapped step does while fitting.

use super::forward::forward;
use super::signature::same_shape;
use crate::Result;
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Fit, Out, Step, Transform, Value};

/// Applies a step while fitting and bypasses it at predict time, for example noise that makes a classifier robust.
///
/// The signature is that of the wrapped step, which must return the type and the shape that it accepts. The steps after it are fitted on its
/// output; the fitted step returns its input unchanged. `fit_transform` is therefore deliberately not `fit` followed by
/// `transform`. The step needs all rows at once: in a fit from batches, a batch reaches the steps after it through the fitted
/// step, which does not act.
///
/// To change the rows of a fit together with their targets, use a fit-only step instead
/// ([`FitOnly`](crate::step::FitOnly), such as [`Balance`](crate::steps::Balance)).
///
/// # Errors
/// Fitting: as the wrapped step. Transforming: none.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaled(x: f64[n, 1]) -> f64[n, 1] { x |> OnlyFit<StandardScaler> }
/// }
///
/// let x = array![[1.0], [3.0]];
/// let (model, out) = Scaled::default().fit_transform(&x)?;
/// assert_eq!(out, array![[-1.0], [1.0]]);
/// assert_eq!(model.predict(&x)?, x);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct OnlyFit<S> {
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

/// The fitted form of an [`OnlyFit`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct FittedOnlyFit<F> {
    #[cfg_attr(feature = "save", save(name = "step"))]
    fitted: F,
}

impl<F> FittedOnlyFit<F> {
    /// The fitted step inside, which is bypassed at predict time.
    pub fn fitted(&self) -> &F {
        &self.fitted
    }
}

impl<S: Step> OnlyFit<S> {
    const TEXT: &'static Text<512> = &same_shape(S::SIGNATURE.text);
}

impl<S: Step> Step for OnlyFit<S> {
    type Fitted = FittedOnlyFit<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    forward!(S: REVISION);
    // The fitted step returns each row unchanged, whatever the wrapped step does while fitting.
    const ROWWISE: bool = true;
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
