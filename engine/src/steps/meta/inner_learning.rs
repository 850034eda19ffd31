//! The fit session ([`Learning`]) of a wrapped step, adapted to its meta-step.
//!
//! Invariant: a batch of the meta-step is one batch of the wrapped step, so both fit the same way.

use crate::Result;
use crate::step::{Context, Learning};

/// The fit session `inner`, with `wrap` applied to its fitted step.
pub(super) fn wrapped<'s, X: 's, Y: 's, F: 's, G>(
    inner: Box<dyn Learning<X, Y, F> + 's>,
    wrap: impl FnOnce(F) -> G + Send + 's,
) -> Box<dyn Learning<X, Y, G> + 's> {
    adapted(inner, |x, y| Ok((x, y)), wrap)
}

/// The fit session `inner`, with `take` applied to each batch and `wrap` to its fitted step.
pub(super) fn adapted<'s, X, Y, A: 's, B: 's, F: 's, G>(
    inner: Box<dyn Learning<A, B, F> + 's>,
    take: impl Fn(X, Y) -> Result<(A, B)> + Send + 's,
    wrap: impl FnOnce(F) -> G + Send + 's,
) -> Box<dyn Learning<X, Y, G> + 's> {
    Box::new(Adapted { inner, take, wrap })
}

struct Adapted<'s, A, B, F, T, W> {
    inner: Box<dyn Learning<A, B, F> + 's>,
    take: T,
    wrap: W,
}

impl<X, Y, A, B, F, G, T, W> Learning<X, Y, G> for Adapted<'_, A, B, F, T, W>
where
    T: Fn(X, Y) -> Result<(A, B)> + Send,
    W: FnOnce(F) -> G + Send,
{
    fn passes(&self) -> usize {
        self.inner.passes()
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        let (x, y) = (self.take)(x, y)?;
        self.inner.update(x, y, context)
    }

    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        let parts = parts.into_iter().map(|(x, y)| (self.take)(x, y)).collect::<Result<_>>()?;
        self.inner.update_parts(parts, context)
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        self.inner.end_pass(context)
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<G> {
        Ok((self.wrap)(self.inner.finish(context)?))
    }
}

/// The fit session of a step that is left out: it needs no pass.
pub(super) fn absent<'s, X, Y, G: Send + 's>(fitted: G) -> Box<dyn Learning<X, Y, G> + 's> {
    Box::new(Absent(fitted))
}

struct Absent<G>(G);

impl<X, Y, G: Send> Learning<X, Y, G> for Absent<G> {
    fn passes(&self) -> usize {
        0
    }

    fn update(&mut self, _: X, _: Y, _: &Context<'_>) -> Result<()> {
        Ok(())
    }

    fn update_parts(&mut self, _: Vec<(X, Y)>, _: &Context<'_>) -> Result<()> {
        Ok(())
    }

    fn end_pass(&mut self, _: &Context<'_>) -> Result<bool> {
        Ok(false)
    }

    fn finish(self: Box<Self>, _: &Context<'_>) -> Result<G> {
        Ok(self.0)
    }
}
