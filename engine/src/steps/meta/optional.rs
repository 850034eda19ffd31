//! [`Optional`]: a step that may be left out.
//!
//! Invariant: a step that is left out is neither fitted nor called, and is not part of the identity.

use super::forward::forward;
use super::inner_learning::{absent, wrapped};
use super::signature::same_shape;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::space::parts::not_chosen;
use crate::space::{Assignment, Hyperparameters, Identity, OptionalPaths, Path, Space, Value as Setting};
use crate::step::{
    Context, Features, Fit, Inverse, Invertible, RunningFit, Step, Transform, Value, output_features,
};
use crate::{Error, Result};

/// A step that may be left out (scikit-learn's `"passthrough"`). The output has the type and the shape of the input in both
/// cases. A step that is left out is neither fitted nor called.
///
/// In a pipeline it is written `optional StandardScaler { with_mean: false }`. Its presence is a hyperparameter at the step's own
/// path; the hyperparameters of the step are below that path, and exist only while the step is present.
///
/// ```
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 3] {
///         petals |> scaler: optional StandardScaler |> LogisticRegression<3>.fit(kind)
///     }
/// }
///
/// let plain = Flowers::default().with(&"output.scaler = false".parse()?)?;
/// assert!(!plain.output.scaler.present);
/// let scaled = plain.with(&"output.scaler = true\noutput.scaler.with_mean = false".parse()?)?;
/// assert!(scaled.output.scaler.present && !scaled.output.scaler.step.with_mean);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Optional<S> {
    /// Whether the step is present.
    pub present: bool,
    /// The wrapped step. Its hyperparameters are kept while it is left out.
    pub step: S,
}

impl<S> Optional<S> {
    /// Creates a step that is present.
    pub fn new(step: S) -> Self {
        Self { present: true, step }
    }
}

/// The step is present.
impl<S: Default> Default for Optional<S> {
    fn default() -> Self {
        Self::new(S::default())
    }
}

/// The fitted form of an [`Optional`].
#[derive(Debug, Clone, PartialEq)]
pub struct FittedOptional<F> {
    fitted: Option<F>,
}

impl<F> FittedOptional<F> {
    /// The fitted step, if it is present.
    pub fn fitted(&self) -> Option<&F> {
        self.fitted.as_ref()
    }
}

impl<S: Step> Optional<S> {
    const TEXT: &'static Text<512> = &same_shape(S::SIGNATURE.text);
}

impl<S: Step> Step for Optional<S> {
    type Fitted = FittedOptional<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    forward!(S: LEARNS, ROWWISE, REVISION);

    fn unlearned(&self) -> Option<Self::Fitted> {
        if S::LEARNS {
            return None;
        }
        let fitted = if self.present { Some(self.step.unlearned()?) } else { None };
        Some(FittedOptional { fitted })
    }

    fn feature_names(fitted: &Self::Fitted, inputs: &[Features]) -> Vec<Features> {
        match &fitted.fitted {
            Some(fitted) => output_features::<S>(fitted, inputs),
            None => inputs.to_vec(),
        }
    }

    fn features_in(fitted: &Self::Fitted) -> Option<usize> {
        S::features_in(fitted.fitted.as_ref()?)
    }
}

forward!(impl[S] Learner, Continues for Optional<S>);

impl<X: Value, Y: Value, S: Fit<X, Y>> Fit<X, Y> for Optional<S>
where
    S::Fitted: Transform<X, Out = X>,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted> {
        let fitted = if self.present { Some(self.step.fit(x, y, context)?) } else { None };
        Ok(FittedOptional { fitted })
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(Self::Fitted, X)>
    where
        X: Clone,
    {
        if !self.present {
            return Ok((FittedOptional { fitted: None }, x));
        }
        let (fitted, out) = self.step.fit_transform(x, y, context)?;
        Ok((FittedOptional { fitted: Some(fitted) }, out))
    }

    fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        if !self.present {
            return Ok(Some(absent(FittedOptional { fitted: None })));
        }
        let inner = self.step.learning(context)?;
        Ok(inner.map(|inner| wrapped(inner, |fitted| FittedOptional { fitted: Some(fitted) })))
    }

    fn update_fitted(&self, fitted: &mut Self::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        match (self.present, &mut fitted.fitted) {
            (true, Some(fitted)) => self.step.update_fitted(fitted, x, y, context),
            (false, None) => Ok(()),
            (true, None) => Err(Error::new(
                "the step is present, but was left out when the model was fitted; fit the model again",
            )),
            (false, Some(_)) => Err(Error::new(
                "the step is left out, but was present when the model was fitted; fit the model again",
            )),
        }
    }
}

impl<X: Value, F: Transform<X, Out = X>> Transform<X> for FittedOptional<F> {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        match &self.fitted {
            Some(fitted) => fitted.transform(x),
            None => Ok(x),
        }
    }

    fn transform_with(&self, x: X, context: &Context<'_>) -> Result<X> {
        match &self.fitted {
            Some(fitted) => fitted.transform_with(x, context),
            None => Ok(x),
        }
    }
}

/// The inverse of a step that is left out returns its input.
impl<S: Invertible> Invertible for Optional<S> {}

impl<Z: Value, F: Inverse<Z, Out = Z>> Inverse<Z> for FittedOptional<F> {
    type Out = Z;

    fn inverse(&self, z: Z) -> Result<Z> {
        match &self.fitted {
            Some(fitted) => fitted.inverse(z),
            None => Ok(z),
        }
    }
}

/// Saved as an `Option` of the fitted step.
#[cfg(feature = "save")]
impl<F: Save> Save for FittedOptional<F> {
    const VERSION: u32 = 0;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        self.fitted.save(out)
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self { fitted: Option::load(state)? })
    }
}

impl<S: Hyperparameters> Hyperparameters for Optional<S> {
    type Paths = OptionalPaths<S::Paths>;

    fn space() -> Result<Space> {
        Space::new().optional("", S::space())
    }

    fn assignment(&self) -> Assignment {
        let step = if self.present { self.step.assignment() } else { Assignment::new() };
        step.with("", self.present)
    }

    fn set(&mut self, path: &str, value: &Setting) -> Result<()> {
        match (path, value) {
            ("", Setting::Boolean(present)) => self.present = *present,
            ("", other) => return Err(other.unexpected("true or false")),
            (path, value) if self.present => self.step.set(path, value)?,
            (path, _) => return Err(not_chosen(path)),
        }
        Ok(())
    }

    fn identify(&self, identity: &mut Identity) {
        identity.setting("", &self.present.into());
        if self.present {
            self.step.identify(identity);
        }
    }

    fn paths(path: &Path) -> Self::Paths {
        OptionalPaths::new(path, S::paths(path))
    }
}
