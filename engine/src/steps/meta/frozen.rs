//! [`Frozen`]: a fitted step that learns no more.

use std::fmt;
use std::sync::Arc;

use super::signature::without_targets;
use crate::Result;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::step::{Context, Inverse, Invertible, Stateless, Step, Transform};

/// Uses a fitted step of `S` as a step that learns nothing: a model from elsewhere, or from an earlier fit
/// (scikit-learn's `FrozenEstimator`). It takes no targets. Clones share the fitted step.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let scaler = StandardScaler::default().fit(array![[1.0], [3.0]].into_shared(), (), &context)?;
/// let frozen = Frozen::<StandardScaler>::new(scaler);
/// let (_, out) = frozen.fit_transform(array![[5.0], [5.0]].into_shared(), (), &context)?;
/// assert_eq!(out, array![[3.0], [3.0]]);
/// # Ok::<(), Error>(())
/// ```
pub struct Frozen<S: Step> {
    fitted: Arc<S::Fitted>,
}

impl<S: Step> Frozen<S> {
    const TEXT: &'static Text<512> = &without_targets(S::SIGNATURE.text);

    /// Keeps the fitted step as it is.
    pub fn new(fitted: S::Fitted) -> Self {
        Self { fitted: Arc::new(fitted) }
    }

    /// The fitted step.
    pub fn fitted(&self) -> &S::Fitted {
        &self.fitted
    }

    /// The fitted step, which may learn again: see [`FineTuned`](super::FineTuned).
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
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;
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
