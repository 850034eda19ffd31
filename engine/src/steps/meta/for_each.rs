//! [`ForEach`]: a step for items, over a leading axis of them.

use ndarray::{ArcArray, Axis, Dimension, RemoveAxis, stack};

use super::items::{ItemLearning, item_name, items, learn_items, require_targets};
use super::signature::for_items;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Continues, Fit, Learner, RunningFit, Step, Transform, Value};
use crate::{Error, Phase, Result};

/// Does to each item of a leading axis what the step inside does to one: `[n, d] -> [n, K]` becomes
/// `[items, n, d] -> [items, n, K]`.
///
/// Takes arrays of any element type whose items the step inside takes; targets have a leading axis of as many items.
///
/// # Errors
/// Fitting: as the step inside, naming the item; or [`Sharing::One`] with a step that needs all rows at once.
/// Transforming: as the step inside; no items; items whose outputs differ in shape; and with [`Sharing::Each`] another
/// number of items than was fitted.
///
/// ```
/// use shapeflow::prelude::*;
///
/// let run = Run::new();
/// let context = Context::root(&run, "example", Phase::Fit);
/// let stations = array![[[1.0], [3.0]], [[10.0], [30.0]]].into_shared();
/// let step = ForEach { sharing: Sharing::Each, step: StandardScaler::default() };
/// let fitted = step.fit(stations.clone(), (), &context)?;
/// assert_eq!(fitted.transform(stations)?, array![[[-1.0], [1.0]], [[-1.0], [1.0]]]);
/// assert!(fitted.transform(ArcArray::<f64, Ix3>::zeros((3, 2, 1))).is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct ForEach<S> {
    /// How many fitted steps there are. Default: one.
    pub sharing: Sharing,
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

/// How many fitted steps a [`ForEach`] has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Sharing {
    /// One that learns from all items, each a batch. The number of items may change after fitting.
    #[default]
    One,
    /// One for each item, which learns from that item alone. The number of items is that of the fit.
    Each,
}

/// A [`ForEach`] that has seen data.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedForEach<F> {
    fitted: Fitted<F>,
}

#[derive(Debug, Clone, PartialEq)]
enum Fitted<F> {
    One(F),
    Each(Vec<F>),
}

impl<F> FittedForEach<F> {
    fn one(fitted: F) -> Self {
        Self { fitted: Fitted::One(fitted) }
    }

    /// The fitted step of all items.
    pub(super) fn shared(&self) -> Option<&F> {
        match &self.fitted {
            Fitted::One(fitted) => Some(fitted),
            Fitted::Each(_) => None,
        }
    }

    /// The fitted steps: one, or one for each item in their order.
    pub fn fitted(&self) -> &[F] {
        match &self.fitted {
            Fitted::One(fitted) => std::slice::from_ref(fitted),
            Fitted::Each(fitted) => fitted,
        }
    }
}

impl<S: Step> ForEach<S> {
    const TEXT: &'static Text<512> = &for_items(S::SIGNATURE.text);
}

impl<S: Step> Step for ForEach<S> {
    type Fitted = FittedForEach<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    const REVISION: Option<u64> = S::REVISION;
}

impl<S: Learner> Learner for ForEach<S> {}

impl<S: Continues> Continues for ForEach<S> {}

impl<A, D, B, E, S> Fit<ArcArray<A, D>> for ForEach<S>
where
    A: Clone + 'static,
    D: RemoveAxis<Smaller: 'static>,
    B: Clone,
    E: Dimension<Larger: RemoveAxis>,
    S: Fit<ArcArray<A, D::Smaller>>,
    S::Fitted: Transform<ArcArray<A, D::Smaller>, Out = ArcArray<B, E>>,
    ArcArray<B, E::Larger>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, (): (), context: &Context<'_>) -> Result<Self::Fitted> {
        self.fit_items(items(&x).map(|item| (item, ())), context)
    }

    fn learning<'s>(
        &'s self,
        context: &Context<'_>,
    ) -> Result<Option<RunningFit<'s, Self, ArcArray<A, D>, ()>>> {
        let take = |x: ArcArray<A, D>, ()| Ok(items(&x).map(|item| (item, ())).collect());
        self.learning_items(context, take)
    }

    fn update_fitted(
        &self,
        fitted: &mut Self::Fitted,
        x: ArcArray<A, D>,
        (): (),
        context: &Context<'_>,
    ) -> Result<()> {
        self.update_items(fitted, items(&x).map(|item| (item, ())), context)
    }
}

/// Each item has a target of its own: the items of `y`.
impl<A, D, L, T, B, E, S> Fit<ArcArray<A, D>, ArcArray<L, T>> for ForEach<S>
where
    A: Clone + 'static,
    D: RemoveAxis<Smaller: 'static>,
    L: Clone + 'static,
    T: RemoveAxis<Smaller: 'static>,
    B: Clone,
    E: Dimension<Larger: RemoveAxis>,
    S: Fit<ArcArray<A, D::Smaller>, ArcArray<L, T::Smaller>>,
    S::Fitted: Transform<ArcArray<A, D::Smaller>, Out = ArcArray<B, E>>,
    ArcArray<B, E::Larger>: Value,
{
    fn fit(&self, x: ArcArray<A, D>, y: ArcArray<L, T>, context: &Context<'_>) -> Result<Self::Fitted> {
        require_targets(&x, &y)?;
        self.fit_items(items(&x).zip(items(&y)), context)
    }

    fn learning<'s>(
        &'s self,
        context: &Context<'_>,
    ) -> Result<Option<RunningFit<'s, Self, ArcArray<A, D>, ArcArray<L, T>>>> {
        let take = |x: ArcArray<A, D>, y: ArcArray<L, T>| {
            require_targets(&x, &y)?;
            Ok(items(&x).zip(items(&y)).collect())
        };
        self.learning_items(context, take)
    }

    fn update_fitted(
        &self,
        fitted: &mut Self::Fitted,
        x: ArcArray<A, D>,
        y: ArcArray<L, T>,
        context: &Context<'_>,
    ) -> Result<()> {
        require_targets(&x, &y)?;
        self.update_items(fitted, items(&x).zip(items(&y)), context)
    }
}

impl<S: Step> ForEach<S> {
    fn fit_items<X, Y>(
        &self,
        items: impl Iterator<Item = (X, Y)> + Clone,
        context: &Context<'_>,
    ) -> Result<FittedForEach<S::Fitted>>
    where
        S: Fit<X, Y>,
    {
        let fitted = match (self.sharing, self.step.unlearned()) {
            (Sharing::One, Some(fitted)) => Fitted::One(fitted),
            (Sharing::Each, _) => {
                let fit = |(at, (x, y))| {
                    let name = item_name(at);
                    let fitted = self.step.fit(x, y, &context.sharing(&name));
                    fitted.map_err(|error| error.at(&name, Phase::Fit))
                };
                Fitted::Each(items.enumerate().map(fit).collect::<Result<_>>()?)
            }
            (Sharing::One, None) => {
                let mut learning = self.step.learning(context)?.ok_or_else(needs_all_rows)?;
                for _ in 0..learning.passes() {
                    learn_items(&mut *learning, items.clone(), context)?;
                    if !learning.end_pass(context)? {
                        break;
                    }
                }
                Fitted::One(learning.finish(context)?)
            }
        };
        Ok(FittedForEach { fitted })
    }

    fn update_items<X, Y>(
        &self,
        fitted: &mut FittedForEach<S::Fitted>,
        items: impl Iterator<Item = (X, Y)> + Clone,
        context: &Context<'_>,
    ) -> Result<()>
    where
        S: Fit<X, Y>,
    {
        let count = items.clone().count();
        if let Fitted::Each(steps) = &fitted.fitted
            && steps.len() != count
        {
            return Err(other_items(steps.len(), count));
        }
        for (at, (x, y)) in items.enumerate() {
            let step = match &mut fitted.fitted {
                Fitted::One(step) => Some(step),
                Fitted::Each(steps) => steps.get_mut(at),
            };
            let step = step.ok_or_else(|| other_items(at, count))?;
            let name = item_name(at);
            let learnt = self.step.update_fitted(step, x, y, &context.sharing(&name));
            learnt.map_err(|error| error.at(&name, Phase::Fit))?;
        }
        Ok(())
    }

    /// The running fit of the step that all items share, which is shown what `take` makes of each batch. Of a step for each
    /// item there is none, because a batch tells nothing of how many items there are.
    fn learning_items<'s, X, Y, A, B>(
        &'s self,
        context: &Context<'_>,
        take: impl Fn(X, Y) -> Result<Vec<(A, B)>> + Send + 's,
    ) -> Result<Option<RunningFit<'s, Self, X, Y>>>
    where
        S: Fit<A, B>,
        A: 's,
        B: 's,
    {
        match self.sharing {
            Sharing::One => {
                let inner = self.step.learning(context)?;
                Ok(inner.map(|inner| Box::new(ItemLearning::new(inner, take, FittedForEach::one)) as _))
            }
            Sharing::Each => Err(Error::new(
                "a step for each item needs all items at once, but the pipeline learns from batches; share one step \
                 with `Sharing::One`, or fit it on all items",
            )),
        }
    }
}

fn other_items(fitted: usize, given: usize) -> Error {
    Error::new(format!(
        "fitted on {fitted} items, one step for each, but given {given}; give the same items in the same order, or share \
         one step with `Sharing::One`"
    ))
}

fn needs_all_rows() -> Error {
    Error::new(
        "one fitted step for all items takes a step that learns from batches, and this one needs all rows at once; use \
         `Sharing::Each`",
    )
}

impl<A, D, B, E, F> Transform<ArcArray<A, D>> for FittedForEach<F>
where
    A: Clone,
    D: RemoveAxis,
    B: Clone,
    E: Dimension<Larger: RemoveAxis>,
    F: Transform<ArcArray<A, D::Smaller>, Out = ArcArray<B, E>>,
    ArcArray<B, E::Larger>: Value,
{
    type Out = ArcArray<B, E::Larger>;

    fn transform(&self, x: ArcArray<A, D>) -> Result<Self::Out> {
        self.transform_items(&x, |fitted, _, item| fitted.transform(item))
    }

    fn transform_with(&self, x: ArcArray<A, D>, context: &Context<'_>) -> Result<Self::Out> {
        self.transform_items(&x, |fitted, at, item| {
            let name = item_name(at);
            let out = fitted.transform_with(item, &context.sharing(&name));
            out.map_err(|error| error.at(&name, context.phase()))
        })
    }
}

impl<F> FittedForEach<F> {
    /// What `transform` makes of each item with its step and its number, as one array.
    fn transform_items<A, D, B, E>(
        &self,
        x: &ArcArray<A, D>,
        transform: impl Fn(&F, usize, ArcArray<A, D::Smaller>) -> Result<ArcArray<B, E>>,
    ) -> Result<ArcArray<B, E::Larger>>
    where
        A: Clone,
        D: RemoveAxis,
        B: Clone,
        E: Dimension<Larger: RemoveAxis>,
    {
        let count = x.len_of(Axis(0));
        if let Fitted::Each(fitted) = &self.fitted
            && fitted.len() != count
        {
            return Err(other_items(fitted.len(), count));
        }
        let outs = items(x).enumerate().map(|(at, item)| {
            let fitted = match &self.fitted {
                Fitted::One(fitted) => Some(fitted),
                Fitted::Each(fitted) => fitted.get(at),
            };
            fitted.ok_or_else(|| other_items(at, count)).and_then(|fitted| transform(fitted, at, item))
        });
        let outs = outs.collect::<Result<Vec<_>>>()?;
        if outs.is_empty() {
            return Err(Error::new("there is no item to tell the shape of the output from; give at least 1"));
        }
        let views: Vec<_> = outs.iter().map(|out| out.view()).collect();
        let all = stack(Axis(0), &views).map_err(|_| {
            Error::new("the step inside gave items of different shapes, which do not stack to one array")
        })?;
        Ok(all.into_shared())
    }
}

#[cfg(feature = "save")]
impl<F: Save> Save for FittedForEach<F> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        match &self.fitted {
            Fitted::One(fitted) => {
                out.field("shared", &true)?;
                out.field("step", fitted)
            }
            Fitted::Each(fitted) => {
                out.field("shared", &false)?;
                out.field("items", fitted)
            }
        }
    }

    fn load(state: &mut Reader<'_>) -> Result<Self> {
        let fitted = if state.field("shared")? {
            Fitted::One(state.field("step")?)
        } else {
            Fitted::Each(state.field("items")?)
        };
        Ok(Self { fitted })
    }
}
