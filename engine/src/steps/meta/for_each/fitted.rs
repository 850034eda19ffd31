//! [`FittedForEach`]: one fitted step for all items, or one for each.
//!
//! Invariant: a fitted step for each item is applied only to as many items as there were in the fit.

use ndarray::{ArcArray, Axis, Dimension, RemoveAxis, stack};

use super::items::{item_name, items};
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::step::{Context, Transform, Value};
use crate::{Error, Result};

/// The fitted form of a [`ForEach`](super::ForEach).
#[derive(Debug, Clone, PartialEq)]
pub struct FittedForEach<F> {
    pub(super) fitted: Fitted<F>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fitted<F> {
    One(F),
    Each(Vec<F>),
}

impl<F> FittedForEach<F> {
    pub(super) fn one(fitted: F) -> Self {
        Self { fitted: Fitted::One(fitted) }
    }

    /// The fitted step that all items share, if there is one.
    pub(crate) fn shared(&self) -> Option<&F> {
        match &self.fitted {
            Fitted::One(fitted) => Some(fitted),
            Fitted::Each(_) => None,
        }
    }

    /// The fitted steps: one, or one for each item in order.
    pub fn fitted(&self) -> &[F] {
        match &self.fitted {
            Fitted::One(fitted) => std::slice::from_ref(fitted),
            Fitted::Each(fitted) => fitted,
        }
    }
}

pub(super) fn other_items(fitted: usize, found: usize) -> Error {
    Error::new(format!(
        "fitted on {fitted} items with one step for each, but got {found} items; pass the same items in the same order, \
         or use `Sharing::One`"
    ))
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
    /// Applies `transform` to each item with its fitted step and its index, and stacks the results.
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
            return Err(Error::new(
                "got 0 items, so the shape of the output is unknown; pass at least 1 item",
            ));
        }
        let views: Vec<_> = outs.iter().map(|out| out.view()).collect();
        let all = stack(Axis(0), &views).map_err(|_| {
            Error::new("the wrapped step returned items of different shapes, which cannot be stacked")
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
