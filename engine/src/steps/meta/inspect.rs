//! [`Inspect`]: shows a value to a function.
//!
//! Invariant: a value is passed on unchanged, and a cache never replaces the call.

use std::fmt;

use crate::Result;
use crate::shape::Signature;
use crate::step::{Features, Stateless, Transform, Value};

/// Calls a function with each value, and returns the value unchanged: `[..] -> [..]`. It is meant for logging, statistics and
/// debugging.
///
/// Accepts a value of any type. The function receives the whole value, even if the engine would otherwise cut its rows into
/// chunks, and is called each time, even if a cache knows the value.
///
/// A pipeline names the type of each step, so `Inspect` there has a function pointer, `Inspect<fn(&Value)>`. It has no default:
/// the function is set when the pipeline is created.
///
/// ```
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// use shapeflow::prelude::*;
///
/// static ROWS: AtomicUsize = AtomicUsize::new(0);
///
/// fn count_rows(x: &ArcArray2<f64>) {
///     ROWS.fetch_add(x.nrows(), Ordering::Relaxed);
/// }
///
/// pipeline! {
///     Scaled(x: f64[n, 1]) -> f64[n, 1] {
///         seen   = x |> Inspect<fn(&ArcArray2<f64>)>;
///         scaled = seen |> StandardScaler;
///         scaled
///     }
/// }
///
/// let scaled = Scaled { seen: Inspect::new(count_rows), scaled: StandardScaler::default() };
/// let model = scaled.fit(array![[1.0], [3.0]])?;
/// model.predict(array![[5.0]])?;
/// assert_eq!(ROWS.load(Ordering::Relaxed), 3);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone)]
pub struct Inspect<F> {
    see: F,
}

impl<F> Inspect<F> {
    /// Creates a step that calls `see` with each value.
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
    const COLUMNWISE: bool = true;
    const REVISION: Option<u64> = None;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        inputs.to_vec()
    }
}

impl<X: Value, F: Fn(&X) + Send + Sync> Transform<X> for Inspect<F> {
    type Out = X;

    fn transform(&self, x: X) -> Result<X> {
        (self.see)(&x);
        Ok(x)
    }
}
