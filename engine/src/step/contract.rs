//! What a step is: the traits that every step, every pipeline and the engine agree on.
//!
//! Invariant: the fitted type belongs to the step alone, not to the pair of step and input. A pipeline's struct
//! can therefore name the type of each field without naming the type of any edge, and the cost of compiling a
//! pipeline stays linear in its nodes.

use super::{Context, Learning, Value};
use crate::shape::Signature;
use crate::{Error, Result};

/// A node's type: what it is before fitting, what it becomes, and which shapes it takes and gives.
///
/// Unfitted and fitted steps are different types, so predicting with an unfitted model does not compile. A step
/// that learns nothing implements [`Stateless`] instead and gets this trait from it.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Subtracts the mean of all values seen while fitting.
/// struct Center;
/// struct FittedCenter(f32);
///
/// impl Step for Center {
///     type Fitted = FittedCenter;
///     const SIGNATURE: Signature = Signature::new("[n, ..] -> [n, ..]", &[]);
/// }
/// impl<D: Dimension + 'static> Fit<ArcArray<f32, D>> for Center {
///     fn fit(&self, x: ArcArray<f32, D>, _: (), _: &Context<'_>) -> Result<FittedCenter> {
///         x.mean().map(FittedCenter).ok_or_else(|| Error::new("a mean needs at least one value, got none"))
///     }
/// }
/// impl<D: Dimension + 'static> Transform<ArcArray<f32, D>> for FittedCenter {
///     type Out = ArcArray<f32, D>;
///     fn transform(&self, mut x: ArcArray<f32, D>) -> Result<Self::Out> {
///         x.mapv_inplace(|value| value - self.0);
///         Ok(x)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step",
    label = "not a step",
    note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function with `#[step(\"[n, d] -> [n, d]\")]`"
)]
pub trait Step: Send + Sync {
    /// What the step becomes by fitting.
    type Fitted: Send + Sync + 'static;

    /// The shapes that the step takes and gives; rustc checks it on every edge, the engine on every run.
    const SIGNATURE: Signature;

    /// Whether fitting needs data. False for stateless steps and for pipelines made of them.
    const LEARNS: bool = true;

    /// Whether each row of the output depends on the same row of the input alone (in the fitted step).
    const ROWWISE: bool = false;

    /// The number of what the step does: raise it when the code learns or gives something else than before, so that no cache
    /// takes the old for the new. `None`: what the step does depends on more than its inputs, its hyperparameters and the
    /// run's seed (a clock, a function that is shown the values), so a cache runs it each time. A meta-step hands on that
    /// of the step inside.
    const REVISION: Option<u64> = Some(0);

    /// The fitted step where it can be had without data; `None` where the step learns.
    fn unlearned(&self) -> Option<Self::Fitted> {
        None
    }
}

/// A step that learns nothing: it is its own fitted step.
///
/// `#[step("[n, d] -> [n, 2*d]")]` on a function writes this implementation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step",
    label = "not a step",
    note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function with `#[step(\"[n, d] -> [n, d]\")]`"
)]
pub trait Stateless: Clone + Send + Sync + 'static {
    /// The shapes that the step takes and gives.
    const SIGNATURE: Signature;

    /// Whether each row of the output depends on the same row of the input alone.
    const ROWWISE: bool = false;

    /// As [`Step::REVISION`].
    const REVISION: Option<u64> = Some(0);
}

impl<S: Stateless> Step for S {
    type Fitted = S;
    const SIGNATURE: Signature = <S as Stateless>::SIGNATURE;
    const LEARNS: bool = false;
    const ROWWISE: bool = <S as Stateless>::ROWWISE;
    const REVISION: Option<u64> = <S as Stateless>::REVISION;

    fn unlearned(&self) -> Option<S> {
        Some(self.clone())
    }
}

/// A fitted step: values of type `X` go in, values of type [`Out`](Transform::Out) come out.
///
/// `X` is one edge's value, a tuple `(A, B)` of several, or an array `[A; N]` of several of one type. The engine
/// hands over ownership: where this step is the last to use a value, the array's buffer is its own and
/// `mapv_inplace` does not copy.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take `{X}`",
    label = "does not take what stands before it"
)]
pub trait Transform<X>: Send + Sync {
    /// What comes out.
    type Out: Value;

    /// Transforms one value; `self` does not change.
    ///
    /// # Errors
    /// Whatever the step cannot take, said with [`Error::new`](crate::Error::new). The engine adds the path.
    fn transform(&self, x: X) -> Result<Self::Out>;

    /// As [`transform`](Self::transform), for steps that need to know about the run (nested pipelines, meta-steps).
    /// The engine calls this one.
    ///
    /// # Errors
    /// As [`transform`](Self::transform).
    fn transform_with(&self, x: X, _context: &Context<'_>) -> Result<Self::Out> {
        self.transform(x)
    }
}

/// A step that can be fitted to values of type `X`, against targets of type `Y` (`()`: without).
///
/// Implement it for a step that needs all rows at once. A step whose learning can be cut into parts implements
/// [`Learn`](super::Learn) instead, and a step that learns nothing [`Stateless`]; this trait follows from both.
///
/// `fit_transform` must equal `fit` followed by `transform`, except where a step's documentation says otherwise.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take `{X}`",
    label = "does not take what stands before it"
)]
pub trait Fit<X, Y = ()>: Step<Fitted: Transform<X>> {
    /// Learns from `x` and `y`.
    ///
    /// # Errors
    /// Whatever the step cannot learn from, said with [`Error::new`](crate::Error::new). The engine adds the path.
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted>;

    /// Learns from `x` and `y` and transforms `x`. Override it where the two share work.
    ///
    /// # Errors
    /// As [`fit`](Self::fit) and [`Transform::transform`].
    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(Self::Fitted, Out<Self, X>)>
    where
        X: Clone,
    {
        let fitted = self.fit(x.clone(), y, context)?;
        let out = fitted.transform_with(x, context)?;
        Ok((fitted, out))
    }

    /// Starts to learn from batches; `None` where the step needs all rows at once. Whether there is one is known without
    /// a call: the step is then a [`Learner`](super::Learner).
    ///
    /// A meta-step hands this on to the step inside, with its own fitted step made of the inner one.
    ///
    /// # Errors
    /// The step cannot start: a hyperparameter out of range, for example.
    fn learning<'s>(&'s self, _context: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        Ok(None)
    }

    /// Learns from more rows, from where `fitted` stands. Steps that can are [`Continues`](super::Continues), and
    /// callers ask them with [`PartialFit::partial_fit`](super::PartialFit::partial_fit).
    ///
    /// # Errors
    /// As [`fit`](Self::fit), and always where the step cannot go on. `fitted` is then what it was.
    fn update_fitted(&self, _fitted: &mut Self::Fitted, _x: X, _y: Y, _context: &Context<'_>) -> Result<()> {
        Err(Error::new(
            "this step cannot go on learning from where it stands; fit it again on the old rows and the new ones",
        ))
    }
}

/// A fit of the step `S` that is going on, batch by batch: what [`Fit::learning`] gives.
pub type RunningFit<'s, S, X, Y> = Box<dyn Learning<X, Y, <S as Step>::Fitted> + 's>;

/// What a step's fitted form makes of an `X`.
pub type Out<S, X> = <<S as Step>::Fitted as Transform<X>>::Out;
