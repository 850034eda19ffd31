//! Learning in parts: a state that takes batch after batch, and states that merge.
//!
//! Invariant: [`Fit`] follows from [`Learn`] by one implementation for all steps, so that learning from everything at
//! once, from batches and from parts in parallel is the same arithmetic. Coherence: that implementation asks for
//! [`Mergeable`], which has no parameters, so rustc knows of each type in a crate above whether it applies, and lets
//! every other step implement [`Fit`] itself.

use super::learning::Running;
use super::{Context, Fit, Out, RunningFit, Stateless, Step, Transform};
use crate::Result;

/// A step that learns from batches: [`Fit::learning`](super::Fit::learning) starts it.
///
/// It has no type parameters, so it can be asked of a step alone. Every [`Mergeable`] step is one. A step that
/// implements [`Fit`] itself, with `learning`, says so with `impl Learner for MyStep {}`; a meta-step does where the
/// step inside is one, and hands the question on:
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Continues, Learner, PartialFit, RunningFit};
///
/// /// Does what the step inside does.
/// #[derive(Default)]
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
/// fn asked<S: Learner + Continues>(_: &S) {}
/// asked(&Same(StandardScaler::default()));
/// asked(&Same(Same(Concat)));
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let step = Same(StandardScaler::default());
/// let mut learning = step.learning(&context)?.expect("a `StandardScaler` learns from batches");
/// learning.update(array![[1.0], [3.0]].into_shared(), (), &context)?;
/// let mut scaler = learning.finish(&context)?;
/// step.partial_fit(&mut scaler, array![[5.0]].into_shared(), (), &context)?;
/// assert_eq!(scaler.mean()[0], 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// ```compile_fail,E0277
/// use shapeflow::prelude::*;
/// use shapeflow::step::Learner;
///
/// fn asked<S: Learner>(_: &S) {}
/// asked(&LogisticRegression::<2>::default());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot learn from batches",
    label = "needs all rows at once",
    note = "fit the pipeline on all rows with `fit`, or replace the step by one that learns batch by batch: a step learns from batches if it implements `Learn`"
)]
pub trait Learner: Step {}

#[diagnostic::do_not_recommend]
impl<S: Mergeable> Learner for S {}

/// A step that implements [`Learn`], so that [`Fit`] follows: `impl Mergeable for MyStep {}`.
pub trait Mergeable: Step {}

impl<S: Stateless> Mergeable for S {}

/// The algebra of learning: a state that takes batches, and states that merge.
///
/// A state that has seen the rows `a` and then `b`, and the states of `a` and of `b` merged, yield the same fitted step
/// up to rounding. That is what mini-batches, data larger than memory and learning in parallel rest on. [`Fit`]
/// follows: `fit` is one batch of everything.
///
/// The calls of a run: `start`, then passes, then `finish`. A pass is any number of `update`s and one `end_pass`. Parts
/// learn beside each other from a [`part`](Self::part) of the state each, and are merged in the order of their rows.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::step::{Learn, Mergeable};
///
/// /// Subtracts the mean of all values seen while fitting.
/// struct Center;
/// #[derive(Clone)]
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
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let whole = Center.fit(array![1.0, 2.0, 6.0].into_shared(), (), &context)?;
/// let mut learning = Center.learning(&context)?.expect("`Center` learns from batches");
/// learning.update(array![1.0, 2.0].into_shared(), (), &context)?;
/// learning.update(array![6.0].into_shared(), (), &context)?;
/// assert!(!learning.end_pass(&context)?);
/// assert_eq!(learning.finish(&context)?.0, whole.0);
/// # Ok::<(), Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not learn from batches of `{X}`",
    label = "does not learn from batches of what stands before it"
)]
pub trait Learn<X, Y = ()>: Mergeable + Step<Fitted: Transform<X>> {
    /// What is learnt so far. It must not grow with the rows.
    type State: Send + 'static;

    /// The most passes over all rows that it makes, known before it starts: 1 for most, 0 for a step that learns nothing.
    fn passes(&self) -> usize {
        1
    }

    /// The state before the first row.
    ///
    /// # Errors
    /// A hyperparameter out of range.
    fn start(&self, context: &Context<'_>) -> Result<Self::State>;

    /// The state of a part, to be merged into `state`: it knows what `state` has learnt in the passes before, and has
    /// seen no row of this pass. The default suits steps of one pass: another start.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    fn part(&self, _state: &Self::State, context: &Context<'_>) -> Result<Self::State> {
        self.start(context)
    }

    /// Learns from a batch, of any number of rows, also none. After an error the state is of no further use.
    ///
    /// # Errors
    /// Whatever the step cannot learn from.
    fn update(&self, state: &mut Self::State, x: X, y: Y, context: &Context<'_>) -> Result<()>;

    /// Adds what `later` has seen to `earlier`, whose rows come before. Associative up to rounding; equal states in
    /// equal order give equal bits.
    ///
    /// # Errors
    /// The states do not fit together: another number of columns, for example.
    fn merge(&self, earlier: &mut Self::State, later: Self::State) -> Result<()>;

    /// Ends a pass; true asks for another, which it gets if it has not had all its [`passes`](Self::passes).
    /// The default asks for all of them.
    ///
    /// # Errors
    /// Too few rows for the next pass, for example.
    fn end_pass(&self, _state: &mut Self::State, _context: &Context<'_>) -> Result<bool> {
        Ok(true)
    }

    /// What was learnt.
    ///
    /// # Errors
    /// Too few rows: none at all is an error that says so.
    fn finish(&self, state: Self::State, context: &Context<'_>) -> Result<Self::Fitted>;

    /// The state from which `fitted` came, to learn from more rows. A step that has one is
    /// [`Continues`](super::Continues).
    ///
    /// # Errors
    /// The step cannot go on: the default.
    fn resume(&self, _fitted: &Self::Fitted, _context: &Context<'_>) -> Result<Self::State> {
        Err(crate::Error::new(
            "this step cannot go on learning from where it stands; fit it again on the old rows and the new ones",
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

/// Everything is one batch. Only a step of several passes clones it, and a step of none does not look at it.
#[diagnostic::do_not_recommend]
impl<X: Clone + Send, Y: Clone + Send, S: Mergeable + Learn<X, Y>> Fit<X, Y> for S {
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        let mut state = self.start(context)?;
        let passes = self.passes();
        for _ in 1..passes {
            self.update(&mut state, x.clone(), y.clone(), context)?;
            if !self.end_pass(&mut state, context)? {
                return self.finish(state, context);
            }
        }
        if passes > 0 {
            self.update(&mut state, x, y, context)?;
            self.end_pass(&mut state, context)?;
        }
        self.finish(state, context)
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(S::Fitted, Out<S, X>)> {
        let fitted = if self.passes() == 0 {
            self.finish(self.start(context)?, context)?
        } else {
            self.fit(x.clone(), y, context)?
        };
        let out = fitted.transform_with(x, context)?;
        Ok((fitted, out))
    }

    fn learning<'s>(&'s self, context: &Context<'_>) -> Result<Option<RunningFit<'s, S, X, Y>>> {
        Ok(Some(Box::new(Running::start(self, context)?)))
    }

    fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        if self.passes() == 0 {
            return Ok(());
        }
        let mut state = self.resume(fitted, context)?;
        self.update(&mut state, x, y, context)?;
        *fitted = self.finish(state, context)?;
        Ok(())
    }
}
