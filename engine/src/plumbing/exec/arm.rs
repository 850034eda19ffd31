//! The operations of a choice, which the struct that the macro writes for it calls: each is done by the chosen arm.
//!
//! Invariant: an arm works under the path of the choice and its own name, so its errors and its random numbers depend
//! on its name.

use crate::plumbing::plan::choice::Arms;
use crate::step::{Context, Fit, Learning, Out, RunningFit, Step, Transform};
use crate::{Error, Result};

/// The targets of an arm: those of the choice for `TargetIf<true>`, none for `TargetIf<false>`.
#[derive(Debug)]
pub struct TargetIf<const LEARNS_AGAINST: bool>;

/// The target of an arm of a choice whose target is a `Y`.
pub trait TargetOf<Y> {
    /// The type of the arm's target.
    type Given: Send + 'static;
    /// Returns the arm's target, given that of the choice.
    fn given(target: Y) -> Self::Given;
}

impl<Y: Send + 'static> TargetOf<Y> for TargetIf<true> {
    type Given = Y;
    fn given(target: Y) -> Y {
        target
    }
}

impl<Y> TargetOf<Y> for TargetIf<false> {
    type Given = ();
    fn given(_: Y) {}
}

/// The name and the step of the chosen arm, and the function that makes a fitted arm of its fitted step.
pub(crate) type Chosen<'s, S, F> = (&'static str, &'s S, fn(<S as Step>::Fitted) -> F);

/// Fits the chosen arm.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn fit_arm<A, S, X, Y, F>(
    (name, step, wrap): Chosen<'_, S, F>,
    (x, y): (X, Y),
    context: &Context<'_>,
) -> Result<F>
where
    A: TargetOf<Y>,
    S: Fit<X, A::Given>,
{
    let context = context.node(name);
    step.fit(x, A::given(y), &context).map(wrap).map_err(|error| context.locate(error))
}

/// Fits the chosen arm, and returns its output for the same input.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn fit_transform_arm<A, S, X, Y, F>(
    (name, step, wrap): Chosen<'_, S, F>,
    (x, y): (X, Y),
    context: &Context<'_>,
) -> Result<(F, Out<S, X>)>
where
    X: Clone,
    A: TargetOf<Y>,
    S: Fit<X, A::Given>,
{
    let context = context.node(name);
    match step.fit_transform(x, A::given(y), &context) {
        Ok((fitted, out)) => Ok((wrap(fitted), out)),
        Err(error) => Err(context.locate(error)),
    }
}

/// Transforms with the arm that was fitted.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn transform_arm<F: Transform<X>, X>(
    name: &'static str,
    fitted: &F,
    x: X,
    context: &Context<'_>,
) -> Result<F::Out> {
    let context = context.node(name);
    fitted.transform_with(x, &context).map_err(|error| context.locate(error))
}

/// Updates the fitted arm with more rows.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn update_arm<A, S, X, Y>(
    (name, step): (&'static str, &S),
    fitted: &mut S::Fitted,
    (x, y): (X, Y),
    context: &Context<'_>,
) -> Result<()>
where
    A: TargetOf<Y>,
    S: Fit<X, A::Given>,
{
    let context = context.node(name);
    step.update_fitted(fitted, x, A::given(y), &context).map_err(|error| context.locate(error))
}

/// Returns the error for a model that was fitted with an arm other than the chosen one.
pub fn another_arm<C: Arms>(choice: &C, fitted: &C::Fitted) -> Error {
    let name = |arm: usize| C::ARMS.get(arm).map_or("", |arm| arm.name);
    Error::new(format!(
        "the arm `{}` is chosen, but the model was fitted with `{}`; choose that one, or fit it again",
        name(choice.chosen()),
        name(C::fitted_arm(fitted))
    ))
}

/// Starts to learn from batches with the chosen arm. Returns `None` if the arm needs all rows at once.
///
/// # Errors
/// Returns the error of the arm, with its name in the path.
pub fn learning_arm<'s, A, S, X, Y, C>(
    (name, step, wrap): Chosen<'s, S, C::Fitted>,
    context: &Context<'_>,
) -> Result<Option<RunningFit<'s, C, X, Y>>>
where
    A: TargetOf<Y> + 's,
    S: Fit<X, A::Given>,
    X: 's,
    Y: 's,
    C: Step,
{
    let context = context.node(name);
    let running = step.learning(&context).map_err(|error| context.locate(error))?;
    Ok(running.map(|arm| {
        let running: RunningFit<'s, C, X, Y> = Box::new(Running::<'s, A, S, X, Y, _> { name, arm, wrap });
        running
    }))
}

/// The fit session of an arm.
struct Running<'s, A: TargetOf<Y>, S: Step, X, Y, F> {
    name: &'static str,
    arm: RunningFit<'s, S, X, A::Given>,
    wrap: fn(S::Fitted) -> F,
}

impl<A: TargetOf<Y>, S: Step, X, Y, F> Learning<X, Y, F> for Running<'_, A, S, X, Y, F> {
    fn passes(&self) -> usize {
        self.arm.passes()
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        let context = context.node(self.name);
        self.arm.update(x, A::given(y), &context).map_err(|error| context.locate(error))
    }

    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        let context = context.node(self.name);
        let parts = parts.into_iter().map(|(x, y)| (x, A::given(y))).collect();
        self.arm.update_parts(parts, &context).map_err(|error| context.locate(error))
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        let context = context.node(self.name);
        self.arm.end_pass(&context).map_err(|error| context.locate(error))
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<F> {
        let context = context.node(self.name);
        self.arm.finish(&context).map(self.wrap).map_err(|error| context.locate(error))
    }
}
