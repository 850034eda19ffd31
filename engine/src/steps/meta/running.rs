//! [`wrapped`]: the running fit of a step inside, whose fitted step becomes that of the meta-step; [`absent`]: of none.
//!
//! Invariant: nothing but the last value changes, so a meta-step that hands learning on learns as the step inside does.

use crate::Result;
use crate::step::{Context, Learning};

/// The running fit `inner`, with `wrap` around its fitted step.
pub(super) fn wrapped<'s, X: 's, Y: 's, F: 's, G>(
    inner: Box<dyn Learning<X, Y, F> + 's>,
    wrap: impl FnOnce(F) -> G + Send + 's,
) -> Box<dyn Learning<X, Y, G> + 's> {
    Box::new(Wrapped { inner, wrap })
}

struct Wrapped<'s, X, Y, F, W> {
    inner: Box<dyn Learning<X, Y, F> + 's>,
    wrap: W,
}

impl<X, Y, F, G, W: FnOnce(F) -> G + Send> Learning<X, Y, G> for Wrapped<'_, X, Y, F, W> {
    fn passes(&self) -> usize {
        self.inner.passes()
    }

    fn update(&mut self, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.inner.update(x, y, context)
    }

    fn update_parts(&mut self, parts: Vec<(X, Y)>, context: &Context<'_>) -> Result<()> {
        self.inner.update_parts(parts, context)
    }

    fn end_pass(&mut self, context: &Context<'_>) -> Result<bool> {
        self.inner.end_pass(context)
    }

    fn finish(self: Box<Self>, context: &Context<'_>) -> Result<G> {
        Ok((self.wrap)(self.inner.finish(context)?))
    }
}

/// The running fit of a step that is left out: it wants no pass.
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
