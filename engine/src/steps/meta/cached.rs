//! [`Cached`]: reuses an earlier fit.
//!
//! Invariant: the store never makes a fit fail: if an entry is unusable or cannot be written, the step is fitted as
//! without a store.

use std::any::type_name;

use super::forward::forward;
use crate::Result;
use crate::cache::{Key, KeyWriter, Keyed, Lookup, Store, note_not_kept, note_unusable};
use crate::save::Save;
use crate::space::{Hyperparameters, Identity};
use crate::step::{Context, Fit, Out, Step};

/// Stores the result of a fit in a [`Store`], and loads it instead of fitting again on the same data.
///
/// An entry is reused if these agree: the step's type, its [`REVISION`](Step::REVISION) or, without one, its
/// [`CODE`](Step::CODE), its hyperparameters, the version of its fitted form ([`Save::VERSION`]), the version of this library, the
/// run's seed, the path, the types of the rows and targets, and every bit of them. Fields that are not hyperparameters are not part
/// of the key. The code of a step that is implemented by hand is not known here: give it a `REVISION`, and increase it if the code
/// changes its result. [`Run::cache`](crate::step::Run::cache) sees more of the code, does the same for all steps of a fit, and
/// hashes rows only once. If an entry is unusable or the folder cannot be written to, the run's observer
/// ([`EventKind::Noted`](crate::step::EventKind::Noted)) and `tracing` receive a note, and the step is fitted as without a cache.
///
/// Without a store, which is the default, `Cached` behaves as the wrapped step. `fit_transform` also stores the output, because
/// it may differ from that of the fitted step (as in [`CrossFit`](super::CrossFit)). The arrays are hashed at each fit.
///
/// ```
/// use shapeflow::cache::Store;
/// use shapeflow::prelude::*;
///
/// pipeline! {
///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
///         petals |> Cached<StandardScaler> |> LogisticRegression<2>.fit(kind)
///     }
/// }
///
/// let folder = std::env::temp_dir().join(format!("shapeflow-cached-{}", std::process::id()));
/// let mut flowers = Flowers::default();
/// flowers.output.cached.store = Some(Store::open(&folder)?.limit(1 << 30));
/// let petals = array![[5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.4, 3.2, 4.5, 1.5]];
/// let first = flowers.fit(&petals, array![0_u8, 0, 1, 1])?;
/// // The scaler does not depend on the targets, so it is not fitted again.
/// let second = flowers.fit(&petals, array![0_u8, 1, 1, 1])?;
/// assert_eq!(first.output.cached, second.output.cached);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Cached<S> {
    /// The store. Default: none.
    #[space(ignore)]
    pub store: Option<Store>,
    /// The wrapped step.
    #[space(nested)]
    pub step: S,
}

impl<S: Step> Step for Cached<S> {
    type Fitted = S::Fitted;
    forward!(S: SIGNATURE, LEARNS, ROWWISE, REVISION, unlearned);
    forward!(S: names(|fitted| Some(fitted)));
}

forward!(impl[S] Continues, Invertible, Holds(|fitted| fitted) for Cached<S>);

impl<X, Y, S> Fit<X, Y> for Cached<S>
where
    X: Keyed + Clone,
    Y: Keyed,
    S: Fit<X, Y, Fitted: Save> + Hyperparameters,
    Out<S, X>: Save,
{
    fn fit(&self, x: X, y: Y, context: &Context<'_>) -> Result<S::Fitted> {
        let Some(store) = self.store() else { return self.step.fit(x, y, context) };
        let key = self.key("fit", &x, &y, context);
        load_or_compute(store, &key, context, || self.step.fit(x, y, context))
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(S::Fitted, Out<S, X>)> {
        let Some(store) = self.store() else { return self.step.fit_transform(x, y, context) };
        let key = self.key("fit_transform", &x, &y, context);
        load_or_compute(store, &key, context, || self.step.fit_transform(x, y, context))
    }

    forward!(S, X, Y: update_fitted);
}

impl<S: Hyperparameters + Step<Fitted: Save>> Cached<S> {
    /// The store, unless the step must run each time.
    fn store(&self) -> Option<&Store> {
        self.store.as_ref().filter(|_| S::REVISION.is_some())
    }

    fn key<X: Keyed, Y: Keyed>(&self, purpose: &str, x: &X, y: &Y, context: &Context<'_>) -> Key {
        let of_type = (type_name::<S>(), S::REVISION.unwrap_or(0), <S::Fitted as Save>::VERSION);
        let mut key = KeyWriter::of_step(purpose, of_type, &Identity::of(&self.step), context);
        if S::REVISION == Some(0) {
            key.number(S::CODE);
        }
        key.typed(x);
        key.typed(y);
        key.finish()
    }
}

/// Returns the value under the key, or computes and stores it.
fn load_or_compute<T: Save>(
    store: &Store,
    key: &Key,
    context: &Context<'_>,
    compute: impl FnOnce() -> Result<T>,
) -> Result<T> {
    match store.get(key) {
        Lookup::Hit(value) => return Ok(value),
        Lookup::Miss => {}
        Lookup::Unusable(error) => note_unusable(context, &error),
    }
    let value = compute()?;
    if let Err(error) = store.put(key, &value) {
        note_not_kept(context, &error);
    }
    Ok(value)
}
