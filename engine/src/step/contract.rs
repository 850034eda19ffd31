//! The traits of a step: [`Step`], [`Stateless`], [`Transform`], [`Fit`]. Pipelines implement them too.
//!
//! Invariant: the fitted type belongs to the step alone, not to the pair of step and input. A pipeline's struct
//! can therefore name the type of each field without naming the type of any edge, and the cost of compiling a
//! pipeline stays linear in its nodes.

use super::{Context, Features, Learning, Value};
use crate::shape::Signature;
use crate::{Error, Result};

/// A step: its type before fitting, its fitted type, and the shapes of its inputs and outputs.
///
/// Unfitted and fitted steps are different types, so predicting with an unfitted model does not compile. A step
/// that learns nothing implements [`Stateless`] instead and gets this trait from it. For most steps,
/// [`#[step]`](macro@crate::step) writes the implementations.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Subtracts the mean of all values seen while fitting.
/// #[derive(Debug, Clone, Default)]
/// struct Center;
/// #[derive(Debug, Clone)]
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
///
/// pipeline! {
///     Centered(image: f32[n, 2, 2]) -> f32[n, 4] { image |> Center |> Flatten }
/// }
///
/// let model = Centered::default().fit(array![[[1.0, 2.0], [3.0, 6.0]]])?;
/// assert_eq!(model.predict(array![[[3.0, 4.0], [5.0, 6.0]]])?, array![[0.0, 1.0, 2.0, 3.0]]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step",
    label = "not a step",
    note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function with `#[step(\"[n, d] -> [n, d]\")]`"
)]
pub trait Step: Send + Sync {
    /// The fitted step.
    type Fitted: Send + Sync + 'static;

    /// The shapes of the step's inputs and outputs. rustc checks them on every edge, the engine in every run.
    const SIGNATURE: Signature;

    /// Whether fitting needs data. False for stateless steps and for pipelines made of them.
    const LEARNS: bool = true;

    /// Whether each row of the fitted step's output depends on the same row of the input alone.
    const ROWWISE: bool = false;

    /// Whether each feature of the fitted step's output depends on the same feature of the input alone, as in a scaler. Then the
    /// features keep their names.
    const COLUMNWISE: bool = false;

    /// The version of the step's behavior. Increase it when the same inputs would give a different result, so that a cache
    /// ignores old entries. `None` means that the result depends on more than the inputs, the hyperparameters and the run's
    /// seed (on a clock, for example), so it is never cached. A meta-step passes on the value of the step inside.
    const REVISION: Option<u64> = Some(0);

    /// A hash of the code of the step, so that a cache sees an edit; 0 if it is unknown. [`#[step]`](macro@crate::step) writes it. It
    /// counts only without a [`REVISION`](Self::REVISION) of 1 or more. A meta-step passes on the value of the step inside.
    const CODE: u64 = 0;

    /// Returns the fitted step if it needs no data; `None` if the step learns.
    fn unlearned(&self) -> Option<Self::Fitted> {
        None
    }

    /// Returns the names of the features of each output, given those of each input, in the order of the signature (scikit-learn's
    /// `get_feature_names_out`). An output without an entry has those of the input if the step is
    /// [`COLUMNWISE`](Self::COLUMNWISE), and is numbered otherwise: `pca[0]`, `pca[1]`.
    fn feature_names(_fitted: &Self::Fitted, _inputs: &[Features]) -> Vec<Features> {
        Vec::new()
    }

    /// Returns the number of features that the fitted step takes, all inputs together (scikit-learn's `n_features_in_`); `None` if it
    /// does not know it. By this number, the columns of an input `f64[n, d]` have names.
    fn features_in(_fitted: &Self::Fitted) -> Option<usize> {
        None
    }
}

/// A step that learns nothing: it is its own fitted step.
///
/// [`#[step]`](macro@crate::step) on a function writes this implementation. By hand:
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Both ends of each row.
/// #[derive(Debug, Clone, Default)]
/// struct Ends;
///
/// impl Stateless for Ends {
///     const SIGNATURE: Signature = Signature::new("[n, d] -> [n, 2] where d >= 1", &[]);
///     const ROWWISE: bool = true;
/// }
/// impl Transform<ArcArray2<f64>> for Ends {
///     type Out = ArcArray2<f64>;
///     fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
///         Ok(x.select(Axis(1), &[0, x.ncols() - 1]).into_shared())
///     }
/// }
///
/// pipeline! {
///     Range(x: f64[n, 4]) -> f64[n, 2] { x |> Ends }
/// }
///
/// let model = Range::default().fit(array![[0.0; 4]])?;
/// assert_eq!(model.predict(array![[1.0, 2.0, 3.0, 4.0]])?, array![[1.0, 4.0]]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a step",
    label = "not a step",
    note = "a step is a type that implements `Step` or `Stateless`, a `pipeline!`, or a function with `#[step(\"[n, d] -> [n, d]\")]`"
)]
pub trait Stateless: Clone + Send + Sync + 'static {
    /// The shapes of the step's inputs and outputs.
    const SIGNATURE: Signature;

    /// Whether each row of the output depends on the same row of the input alone.
    const ROWWISE: bool = false;

    /// As [`Step::COLUMNWISE`].
    const COLUMNWISE: bool = false;

    /// As [`Step::REVISION`].
    const REVISION: Option<u64> = Some(0);

    /// As [`Step::CODE`].
    const CODE: u64 = 0;

    /// As [`Step::feature_names`].
    fn feature_names(&self, _inputs: &[Features]) -> Vec<Features> {
        Vec::new()
    }
}

impl<S: Stateless> Step for S {
    type Fitted = S;
    const SIGNATURE: Signature = <S as Stateless>::SIGNATURE;
    const LEARNS: bool = false;
    const ROWWISE: bool = <S as Stateless>::ROWWISE;
    const COLUMNWISE: bool = <S as Stateless>::COLUMNWISE;
    const REVISION: Option<u64> = <S as Stateless>::REVISION;
    const CODE: u64 = <S as Stateless>::CODE;

    fn unlearned(&self) -> Option<S> {
        Some(self.clone())
    }

    fn feature_names(fitted: &S, inputs: &[Features]) -> Vec<Features> {
        <S as Stateless>::feature_names(fitted, inputs)
    }
}

/// A fitted step: it transforms values of type `X` to values of type [`Out`](Transform::Out).
///
/// `X` is the value of one edge, a tuple `(A, B)` of several, or an array `[A; N]` of several of one type. The engine
/// passes ownership: where this step is the last to use a value, it owns the array's buffer, and `mapv_inplace` does not
/// copy.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Adds two tables, in the buffer of the first.
/// #[derive(Debug, Clone, Default)]
/// struct Add;
///
/// impl Stateless for Add {
///     const SIGNATURE: Signature = Signature::new("[n, d], [n, d] -> [n, d]", &[]);
/// }
/// impl Transform<(ArcArray2<f64>, ArcArray2<f64>)> for Add {
///     type Out = ArcArray2<f64>;
///     fn transform(&self, (mut a, b): (ArcArray2<f64>, ArcArray2<f64>)) -> Result<ArcArray2<f64>> {
///         a += &b;
///         Ok(a)
///     }
/// }
///
/// pipeline! {
///     Sum(a: f64[n, 2], b: f64[n, 2]) -> f64[n, 2] { (a, b) |> Add }
/// }
///
/// let x = array![[1.0, 2.0]];
/// assert_eq!(Sum::default().fit(&x, &x)?.predict(&x, &x)?, array![[2.0, 4.0]]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not transform `{X}`",
    label = "has no `transform` for this input",
    note = "a fitted step has a `transform` for the inputs of `fit`: `#[step]` before an `impl` block with `fn transform(&self, ..)`"
)]
pub trait Transform<X>: Send + Sync {
    /// The type of the output.
    type Out: Value;

    /// Transforms one value; `self` does not change.
    ///
    /// # Errors
    /// The step cannot transform this value: return an [`Error::new`](crate::Error::new). The engine adds the path.
    fn transform(&self, x: X) -> Result<Self::Out>;

    /// Transforms one value, with the [`Context`] of the run. The engine calls this method; override it where the step uses
    /// the context, as nested pipelines and meta-steps do.
    ///
    /// # Errors
    /// As [`transform`](Self::transform).
    fn transform_with(&self, x: X, _context: &Context<'_>) -> Result<Self::Out> {
        self.transform(x)
    }
}

/// A step that can be fitted to values of type `X`, against targets of type `Y`; `Y = ()` is without a target.
///
/// Implement it for a step that needs all rows at once. A step that can learn from batches implements
/// [`Learn`](super::Learn) instead, and a step that learns nothing [`Stateless`]; this trait follows from both.
///
/// `fit_transform` must equal `fit` followed by `transform`, unless the documentation of the step says otherwise.
///
/// ```
/// use shapeflow::prelude::*;
///
/// /// Divides each row by the largest target.
/// #[derive(Debug, Clone, Default)]
/// struct ByLargest;
/// #[derive(Debug, Clone)]
/// struct FittedByLargest(f64);
///
/// impl Step for ByLargest {
///     type Fitted = FittedByLargest;
///     const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, d]", &[]);
/// }
/// impl Fit<ArcArray2<f64>, ArcArray1<f64>> for ByLargest {
///     fn fit(&self, _: ArcArray2<f64>, y: ArcArray1<f64>, _: &Context<'_>) -> Result<FittedByLargest> {
///         let largest = y.iter().copied().reduce(f64::max);
///         largest.map(FittedByLargest).ok_or_else(|| Error::new("expected at least 1 row, got 0"))
///     }
/// }
/// impl Transform<ArcArray2<f64>> for FittedByLargest {
///     type Out = ArcArray2<f64>;
///     fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
///         Ok(x / self.0)
///     }
/// }
///
/// pipeline! {
///     Relative(x: f64[n, 1]) fit(y: f64[n]) -> f64[n, 1] { x |> ByLargest.fit(y) }
/// }
///
/// let model = Relative::default().fit(array![[1.0], [2.0]], array![3.0, 4.0])?;
/// assert_eq!(model.predict(array![[2.0]])?, array![[0.5]]);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not accept `{X}`",
    label = "does not accept its input"
)]
pub trait Fit<X, Y = ()>: Step<Fitted: Transform<X>> {
    /// Learns from `x` and `y`.
    ///
    /// # Errors
    /// The step cannot learn from these values: return an [`Error::new`](crate::Error::new). The engine adds the path.
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<Self::Fitted>;

    /// Learns from `x` and `y`, and transforms `x`. Override it where the two share work.
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

    /// Starts to learn from batches; returns `None` if the step needs all rows at once. A step that returns `Some`
    /// implements [`Learner`](super::Learner), so that the question has an answer at compile time.
    ///
    /// A meta-step calls this method of the step inside and makes its own fitted step of the inner one.
    ///
    /// # Errors
    /// The step cannot start, for example because a hyperparameter is out of range.
    fn learning<'s>(&'s self, _context: &Context<'_>) -> Result<Option<RunningFit<'s, Self, X, Y>>> {
        Ok(None)
    }

    /// Updates `fitted` with more rows. Steps that support it implement [`Continues`](super::Continues), and
    /// callers use [`PartialFit::partial_fit`](super::PartialFit::partial_fit).
    ///
    /// # Errors
    /// As [`fit`](Self::fit), and always where the step does not support it. `fitted` is then unchanged.
    fn update_fitted(&self, _fitted: &mut Self::Fitted, _x: X, _y: Y, _context: &Context<'_>) -> Result<()> {
        Err(Error::new(
            "this step cannot learn from more rows once it is fitted; fit it again on the old rows and the new ones",
        ))
    }
}

/// A fit of the step `S` in progress, batch by batch: the result of [`Fit::learning`].
pub type RunningFit<'s, S, X, Y> = Box<dyn Learning<X, Y, <S as Step>::Fitted> + 's>;

/// The type of the output of the fitted step for an input `X`.
pub type Out<S, X> = <<S as Step>::Fitted as Transform<X>>::Out;
