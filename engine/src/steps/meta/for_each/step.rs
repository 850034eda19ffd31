//! [`ForEach`]: applies a step to each item of a leading axis.
//!
//! Invariant: with one step for all items, each item is one batch, in order; with a step for each item, no item affects
//! another.

use std::collections::HashSet;

use ndarray::{ArcArray, Dimension, RemoveAxis};

use super::fitted::{Fitted, FittedForEach, other_items};
use super::items::{ItemLearning, item_name, items, learn_items, require_targets};
use crate::shape::{Signature, Text};
use crate::space::Hyperparameters;
use crate::step::{Context, Features, Fit, RunningFit, Step, Transform, Value, output_features};
use crate::steps::meta::forward::forward;
use crate::steps::meta::signature::for_items;
use crate::{Error, Phase, Result};

/// Applies a step to each item of a leading axis: `[n, d] -> [n, K]` becomes `[items, n, d] -> [items, n, K]`.
///
/// Accepts arrays of any element type whose items the wrapped step accepts; targets have a leading axis with the same number of
/// items.
///
/// # Errors
/// Fitting: as the wrapped step, with the item in the path; or [`Sharing::One`] with a step that needs all rows at once.
/// Transforming: as the wrapped step; no items; items whose outputs differ in shape; and, with [`Sharing::Each`], a number of
/// items that differs from that of the fit.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::steps::Sharing;
///
/// pipeline! {
///     Stations(x: f64[stations, n, 1]) -> f64[stations, n, 1] {
///         x |> ForEach<StandardScaler> { sharing: Sharing::Each }
///     }
/// }
///
/// let stations = array![[[1.0], [3.0]], [[10.0], [30.0]]];
/// let model = Stations::default().fit(&stations)?;
/// assert_eq!(model.predict(&stations)?, array![[[-1.0], [1.0]], [[-1.0], [1.0]]]);
/// // There is no fitted step for a third station.
/// assert!(model.predict(Array3::<f64>::zeros((3, 2, 1))).is_err());
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct ForEach<S> {
    /// The number of fitted steps. Default: one.
    pub sharing: Sharing,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

/// The number of fitted steps of a [`ForEach`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
pub enum Sharing {
    /// One step, fitted on all items, each as a batch. The number of items may change after the fit.
    #[default]
    One,
    /// One step for each item, fitted on that item alone. The number of items is that of the fit.
    Each,
}

impl<S: Step> ForEach<S> {
    const TEXT: &'static Text<512> = &for_items(S::SIGNATURE.text);
}

impl<S: Step> Step for ForEach<S> {
    type Fitted = FittedForEach<S::Fitted>;
    const SIGNATURE: Signature = Signature::new(Self::TEXT.as_str(), S::SIGNATURE.constants());
    /// A place of an item depends on the same place alone if a step works row by row and column by column.
    const COLUMNWISE: bool = S::ROWWISE && S::COLUMNWISE;
    forward!(S: REVISION);

    fn feature_names(fitted: &Self::Fitted, inputs: &[Features]) -> Vec<Features> {
        let [input] = inputs else { return Vec::new() };
        item_features::<S>(fitted, input).map_or_else(Vec::new, |features| vec![features])
    }
}

/// Returns the features of an output of all items: those of the rows of an item, one row after another, if their number is known.
fn item_features<S: Step>(fitted: &FittedForEach<S::Fitted>, input: &Features) -> Option<Features> {
    if !S::ROWWISE {
        return None;
    }
    let of_item = |fitted: &S::Fitted| -> Option<Features> {
        let rows = input.by_rows(S::features_in(fitted))?.into_iter();
        let rows: Option<Vec<Features>> =
            rows.map(|row| output_features::<S>(fitted, &[row]).into_iter().next()).collect();
        Some(told_apart(&rows?))
    };
    let mut items = fitted.fitted().iter().map(of_item);
    let first = items.next()??;
    // With a step for each item, the names can differ.
    items.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// Joins the features of the rows of an item. Where two rows have a feature of one name, the names begin with the numbers of the rows.
fn told_apart(rows: &[Features]) -> Features {
    let joined = Features::join(rows);
    let mut known = HashSet::new();
    let are_unique = |names: Vec<String>| names.into_iter().all(|name| known.insert(name));
    if joined.names().is_none_or(are_unique) {
        return joined;
    }
    let names = rows.iter().enumerate().flat_map(|(row, features)| {
        features.names().into_iter().flatten().map(move |name| format!("{row}.{name}"))
    });
    Features::named(names)
}

forward!(impl[S] Learner, Continues for ForEach<S>);

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

/// Each item has a target of its own: the item of `y` at the same index.
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
                    context.run().proceed()?;
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
            let updated = self.step.update_fitted(step, x, y, &context.sharing(&name));
            updated.map_err(|error| error.at(&name, Phase::Fit))?;
        }
        Ok(())
    }

    /// The fit session of the step that all items share, with `take` applied to each batch. A step for each item has none,
    /// because a batch does not determine the number of items.
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
                "`Sharing::Each` needs all items at once, but the fit is from batches; use `Sharing::One`, or fit on all items",
            )),
        }
    }
}

fn needs_all_rows() -> Error {
    Error::new(
        "`Sharing::One` needs a step that fits from batches, but the wrapped step needs all rows at once; use `Sharing::Each`",
    )
}
