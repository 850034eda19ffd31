//! [`Inspect`]: sees what passes.

use std::fmt;

use crate::Result;
use crate::shape::Signature;
use crate::step::{Stateless, Transform, Value};

/// Shows each array that passes to a function, and gives it on unchanged: `[..] -> [..]`.
///
/// It sees a value whole, also where the engine would cut rows into chunks, and each time, also where a cache knows it.
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use shapeflow::prelude::*;
///
/// let seen = Arc::new(AtomicUsize::new(0));
/// let rows = Arc::clone(&seen);
/// let step = Inspect::new(move |x: &ArcArray2<f32>| {
///     rows.fetch_add(x.nrows(), Ordering::Relaxed);
/// });
/// let x = step.transform(array![[1.0], [2.0]].into_shared())?;
/// assert_eq!((x, seen.load(Ordering::Relaxed)), (array![[1.0], [2.0]].into_shared(), 2));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone)]
pub struct Inspect<F> {
    see: F,
}

impl<F> Inspect<F> {
    /// Shows values to `see`.
    pub fn new(see: F) -> Self {
        Self { see }
    }
}

impl<F> fmt::Debug for Inspect<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspect").finish_non_exhaustive()
    }
}

impl<F: Clone + Send + Sync + 'static> Stateless for Inspect<F> {
    const SIGNATURE: Signature = Signature::new("[..] -> [..]", &[]);
    const REVISION: Option<u64> = None;
}

impl<X: Value, F: Fn(&X) + Send + Sync> Transform<X> for Inspect<F> {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        (self.see)(&x);
        Ok(x)
    }
}
