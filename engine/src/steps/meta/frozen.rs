//! [`Frozen`]: a fitted step that is not fitted again.
//!
//! Invariant: no fit changes the fitted step, which all clones share.

use std::fmt;
use std::sync::Arc;

use super::forward::forward;
use super::signature::without_targets;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::step::{Context, Features, Inverse, Invertible, Stateless, Step, Transform, output_features};

/// Uses a fitted step of `S` as a step without a fit: a model from elsewhere, or from an earlier fit (scikit-learn's
/// `FrozenEstimator`).
///
/// The signature is that of `S` without targets. Clones share the fitted step.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Scaling(x: f64[n, 1]) -> f64[n, 1] {
///         scaled = x |> StandardScaler;
///         scaled
///     }
/// }
/// pipeline! {
///     Reusing(x: f64[n, 1]) -> f64[n, 1] {
///         scaled = x |> Frozen<StandardScaler>;
///         scaled
///     }
/// }
///
/// let scaler = Scaling::default().fit(array![[1.0], [3.0]])?.scaled;
/// let reusing = Reusing { scaled: Frozen::new(scaler) };
/// // The rows of this fit do not change the scaler.
/// assert_eq!(reusing.fit(array![[5.0], [5.0]])?.predict(array![[5.0]])?, array![[3.0]]);
/// # Ok::<(), Error>(())
/// ```
pub struct Frozen<S: Step> {
    fitted: Arc<S::Fitted>,
}

impl<S: Step> Frozen<S> {
    const TEXT: &'static Text<512> = &without_targets(S::SIGNATURE.text);

    /// Freezes a fitted step.
    pub fn new(fitted: S::Fitted) -> Self {
        Self { fitted: Arc::new(fitted) }
    }

    /// The fitted step.
    pub fn fitted(&self) -> &S::Fitted {
        &self.fitted
    }

    /// Returns the fitted step, for example to continue its fit with [`FineTuned`](super::FineTuned).
    pub fn into_fitted(self) -> S::Fitted
    where
        S::Fitted: Clone,
    {
        Arc::unwrap_or_clone(self.fitted)
    }
}

impl<S: Step> Clone for Frozen<S> {
    fn clone(&self) -> Self {
        Self { fitted: Arc::clone(&self.fitted) }
    }
}

impl<S: Step<Fitted: fmt::Debug>> fmt::Debug for Frozen<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Frozen").field(&self.fitted).finish()
    }
}

impl<S: Step + 'static> Stateless for Frozen<S> {
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    const COLUMNWISE: bool = S::COLUMNWISE;
    forward!(S: ROWWISE, REVISION);

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        output_features::<S>(&self.fitted, inputs)
    }
}

impl<X, S: Step<Fitted: Transform<X>>> Transform<X> for Frozen<S> {
    type Out = <S::Fitted as Transform<X>>::Out;

    fn transform(&self, x: X) -> Result<Self::Out> {
        self.fitted.transform(x)
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<Self::Out> {
        self.fitted.transform_with(x, context)
    }
}

impl<S: Invertible + 'static> Invertible for Frozen<S> {
    const INVERSE: Signature = S::INVERSE;
}

impl<Z, S: Step<Fitted: Inverse<Z>>> Inverse<Z> for Frozen<S> {
    type Out = <S::Fitted as Inverse<Z>>::Out;

    fn inverse(&self, z: Z) -> Result<Self::Out> {
        self.fitted.inverse(z)
    }
}

#[cfg(feature = "save")]
impl<S: Step<Fitted: Save>> Save for Frozen<S> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("step", &*self.fitted)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self::new(state.field("step")?))
    }
}
