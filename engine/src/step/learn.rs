//! [`Learn`]: learning in parts, with a state that is updated batch by batch, and states that merge.
//!
//! Invariant: a state that was updated with the rows `a` and then `b`, and the merged states of `a` and of `b`, yield the same
//! fitted step up to rounding.

use super::{Context, Stateless, Step, Transform};
use crate::Result;

/// A step that learns from batches: [`Fit::learning`](super::Fit::learning) returns `Some`.
///
/// The trait has no type parameters, so it is a property of the step alone. Every [`Mergeable`] step implements it. A step
/// that implements [`Fit`](super::Fit) with `learning` itself adds `impl Learner for MyStep {}`. A meta-step adds it for a
/// step inside that implements it:
///
/// ```
/// use shapeflow::batches::Rows;
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Continues, Learner, RunningFit};
///
/// /// Does what the step inside does.
/// #[derive(Debug, Clone, Default)]
/// struct Same<S>(S);
///
/// impl<S: Step> Step for Same<S> {
///     type Fitted = S::Fitted;
///     const SIGNATURE: Signature = S::SIGNATURE;
///     const LEARNS: bool = S::LEARNS;
///     fn unlearned(&self) -> Option<S::Fitted> {
///         self.0.unlearned()
///     }
/// }
/// impl<X, Y, S: Fit<X, Y>> Fit<X, Y> for Same<S> {
///     fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
///         self.0.fit(x, y, context)
///     }
///     fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, S, X, Y>>> {
///         self.0.learning(context)
///     }
///     fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
///         self.0.update_fitted(fitted, x, y, context)
///     }
/// }
/// impl<S: Learner> Learner for Same<S> {}
/// impl<S: Continues> Continues for Same<S> {}
///
/// pipeline! {
///     Scale(x: f64[n, 1]) -> f64[n, 1] { x |> Same<StandardScaler> }
/// }
///
/// let scale = Scale::default();
/// let mut model = scale.fit_batches(Rows::of(array![[1.0], [2.0], [3.0]].into_shared()).by(2)?)?;
/// scale.partial_fit(&mut model, array![[6.0]])?;
/// assert_eq!((model.output.rows(), model.output.mean()[0]), (4, 3.0));
/// # Ok::<(), Error>(())
/// ```
///
/// A pipeline with a step that does not implement it has no `fit_batches`:
///
/// ```compile_fail,E0277
/// use shapeflow::batches::Rows;
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] { petals |> LogisticRegression<2>.fit(kind) }
/// }
///
/// let rows = Rows::of((array![[1.4, 0.2], [4.7, 1.4]].into_shared(), array![0_u8, 1].into_shared()));
/// Flowers::default().fit_batches(rows.by(1)?)?;
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot learn from batches",
    label = "needs all rows at once",
    note = "fit the pipeline on all rows with `fit`, or use a step that learns batch by batch: one that implements `Learn`"
)]
pub trait Learner: Step {}

#[diagnostic::do_not_recommend]
impl<S: Mergeable> Learner for S {}

/// A step that implements [`Learn`], so that [`Fit`](super::Fit) follows: `impl Mergeable for MyStep {}`.
pub trait Mergeable: Step {}

#[diagnostic::do_not_recommend]
impl<S: Stateless> Mergeable for S {}

/// The algebra of incremental learning: a state that is updated with batches, and states that merge.
///
/// A state that was updated with the rows `a` and then `b`, and the merged states of `a` and of `b`, yield the same fitted
/// step up to rounding. Mini-batches, data larger than memory and parallel learning rely on this. [`Fit`](super::Fit)
/// follows: `fit` is one batch of all rows.
///
/// The calls of a fit are `start`, then passes, then `finish`. A pass is any number of `update`s and one `end_pass`. Parts
/// learn in parallel, each from a [`part`](Self::part) of the state, and are merged in the order of their rows.
///
/// ```
/// use shapeflow::batches::Rows;
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Learn, Mergeable};
///
/// /// Subtracts the mean of all values seen while fitting.
/// #[derive(Debug, Clone, Default)]
/// struct Center;
/// #[derive(Debug, Clone)]
/// struct FittedCenter(f64);
///
/// impl Step for Center {
///     type Fitted = FittedCenter;
///     const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
/// }
/// impl Transform<ArcArray1<f64>> for FittedCenter {
///     type Out = ArcArray1<f64>;
///     fn transform(&self, x: ArcArray1<f64>) -> Result<ArcArray1<f64>> {
///         Ok(x - self.0)
///     }
/// }
/// impl Mergeable for Center {}
/// impl Learn<ArcArray1<f64>> for Center {
///     type State = (f64, usize);
///     fn start(&self, _: &Context<'_>) -> Result<Self::State> {
///         Ok((0.0, 0))
///     }
///     fn update(&self, state: &mut Self::State, x: ArcArray1<f64>, _: (), _: &Context<'_>) -> Result<()> {
///         *state = (state.0 + x.sum(), state.1 + x.len());
///         Ok(())
///     }
///     fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()> {
///         *earlier = (earlier.0 + later.0, earlier.1 + later.1);
///         Ok(())
///     }
///     fn finish(&self, (sum, rows): Self::State, _: &Context<'_>) -> Result<FittedCenter> {
///         if rows == 0 {
///             return Err(Error::new("a mean needs at least one value, got none"));
///         }
///         Ok(FittedCenter(sum / rows as f64))
///     }
/// }
///
/// pipeline! {
///     Centered(x: f64[n]) -> f64[n] { x |> Center }
/// }
///
/// let x = array![1.0, 2.0, 6.0].into_shared();
/// let whole = Centered::default().fit(&x)?;
/// let in_batches = Centered::default().fit_batches_with(&Run::new().parts(2), Rows::of(x).by(1)?)?;
/// assert_eq!(whole.output.0, in_batches.output.0);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not learn from batches of `{X}`",
    label = "does not learn from batches of its input"
)]
pub trait Learn<X, Y = ()>: Mergeable + Step<Fitted: Transform<X>> {
    /// What is learned so far. Its size must not grow with the number of rows.
    type State: Send + 'static;

    /// Returns the maximum number of passes over all rows: 1 for most steps, 0 for a step that learns nothing.
    fn passes(&self) -> usize {
        1
    }

    /// Returns the state before the first row.
    ///
    /// # Errors
    /// A hyperparameter is out of range.
    fn start(&self, context: &Context<'_>) -> Result<Self::State>;

    /// Returns the state of a part, to be merged into `state`. It has what `state` learned in earlier passes, and no row of
    /// this pass. The default, another `start`, is right for steps of one pass.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    fn part(&self, _state: &Self::State, context: &Context<'_>) -> Result<Self::State> {
        self.start(context)
    }

    /// Learns from a batch with any number of rows, also 0. After an error the state must not be used.
    ///
    /// # Errors
    /// The step cannot learn from these values.
    fn update(&self, state: &mut Self::State, x: X, y: Y, context: &Context<'_>) -> Result<()>;

    /// Adds `later` to `earlier`, whose rows come first. It is associative up to rounding, and equal states in equal order
    /// give equal bits.
    ///
    /// # Errors
    /// The states do not match, for example in their number of columns.
    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()>;

    /// Ends a pass. `true` asks for another pass, which follows unless there were [`passes`](Self::passes) already. The
    /// default asks for all of them.
    ///
    /// # Errors
    /// The pass had too few rows, for example.
    fn end_pass(&self, _state: &mut Self::State, _context: &Context<'_>) -> Result<bool> {
        Ok(true)
    }

    /// Returns the fitted step.
    ///
    /// # Errors
    /// There were too few rows; 0 rows are always an error, which says so.
    fn finish(&self, state: Self::State, context: &Context<'_>) -> Result<Self::Fitted>;

    /// Returns the state from which `fitted` came, to update it with more rows. A step that overrides it also implements
    /// [`Continues`](super::Continues).
    ///
    /// # Errors
    /// The step cannot learn from more rows, which is the default.
    fn resume(&self, _fitted: &Self::Fitted, _context: &Context<'_>) -> Result<Self::State> {
        Err(crate::Error::new(
            "this step cannot learn from more rows once it is fitted; fit it again on the old rows and the new ones",
        ))
    }
}

impl<X, S: Stateless + Transform<X>> Learn<X> for S {
    type State = ();

    fn passes(&self) -> usize {
        0
    }

    fn start(&self, _: &Context<'_>) -> Result<()> {
        Ok(())
    }

    fn update(&self, (): &mut (), _: X, (): (), _: &Context<'_>) -> Result<()> {
        Ok(())
    }

    fn merge(&self, (): &mut (), (): ()) -> Result<()> {
        Ok(())
    }

    fn finish(&self, (): (), _: &Context<'_>) -> Result<S> {
        Ok(self.clone())
    }

    fn resume(&self, _: &S, _: &Context<'_>) -> Result<()> {
        Ok(())
    }
}
