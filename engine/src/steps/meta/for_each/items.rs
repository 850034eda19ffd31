//! The items of an array along its leading axis, and a fit session over them.
//!
//! Invariant: the items of a batch are processed in order, and an error has the item in its path.

use ndarray::{ArcArray, Axis, RemoveAxis};

use crate::step::{Context, Learning};
use crate::{Error, Phase, Result};

/// The items, in the buffer of the array.
pub(super) fn items<A: Clone, D: RemoveAxis>(
    x: &ArcArray<A, D>,
) -> impl Iterator<Item = ArcArray<A, D::Smaller>> + Clone + '_ {
    (0..x.len_of(Axis(0))).map(|at| x.clone().index_axis_move(Axis(0), at))
}

/// A fit session whose batches are the items of each batch, one after the other.
pub(super) struct ItemLearning<'s, A, B, F, T, W> {
    inner: Box<dyn Learning<A, B, F> + 's>,
    take: T,
    wrap: W,
}

impl<'s, A, B, F, T, W> ItemLearning<'s, A, B, F, T, W> {
    /// `take` returns the items of a batch, `wrap` the fitted meta-step.
    pub(super) fn new(inner: Box<dyn Learning<A, B, F> + 's>, take: T, wrap: W) -> Self {
        Self { inner, take, wrap }
    }
}

impl<X, Y, A, B, F, G, T, W> Learning<X, Y, G> for ItemLearning<'_, A, B, F, T, W>
where
    T: Fn(X, Y) -> Result<Vec<(A, B)>> + Send,
    W: FnOnce(F) -> G + Send,
{
    fn passes(&self) -> usize {
        self.inner.passes()
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        learn_items(&mut *self.inner, (self.take)(x, y)?, context)
    }

    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        let mut items = Vec::new();
        for (x, y) in parts {
            items.extend((self.take)(x, y)?);
        }
        self.inner.update_parts(items, context)
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        self.inner.end_pass(context)
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<G> {
        Ok((self.wrap)(self.inner.finish(context)?))
    }
}

/// Updates the fit session with each item.
pub(super) fn learn_items<X, Y, F>(
    learning: &mut (dyn Learning<X, Y, F> + '_),
    items: impl IntoIterator<Item = (X, Y)>,
    context: &Context<'_>,
) -> Result<()> {
    items.into_iter().enumerate().try_for_each(|(at, (x, y))| {
        context.run().proceed()?;
        learning.update(x, y, context).map_err(|error| error.at(&item_name(at), Phase::Fit))
    })
}

/// Fails unless each item has a target.
pub(super) fn require_targets<A, D: RemoveAxis, L, T: RemoveAxis>(
    x: &ArcArray<A, D>,
    y: &ArcArray<L, T>,
) -> Result<()> {
    match (x.len_of(Axis(0)), y.len_of(Axis(0))) {
        (items, targets) if items == targets => Ok(()),
        (items, targets) => {
            Err(Error::new(format!("expected a target for each of the {items} items, got {targets}")))
        }
    }
}

/// The name of an item in paths.
pub(super) fn item_name(at: usize) -> String {
    format!("item{at}")
}
