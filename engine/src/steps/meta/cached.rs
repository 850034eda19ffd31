//! [`Cached`]: a fit that is not done twice.

use std::any::type_name;

use crate::Result;
use crate::cache::{Key, KeyWriter, Keyed, Lookup, Store};
use crate::save::Save;
use crate::shape::Signature;
use crate::space::{Hyperparameters, Identity};
use crate::step::{Context, Continues, Fit, Out, Step};

/// Keeps what the step inside learns in a [`Store`], and takes it from there where it has learnt the same before.
///
/// The same means: the step's type and [`REVISION`](Step::REVISION), its hyperparameters, the version of its fitted form
/// ([`Save::VERSION`]), this library's version, the run's seed, the path, and every bit of the rows and targets. Fields of the
/// step that are no hyperparameters do not count, and neither does its code: raise `REVISION`, or empty the folder, when it
/// learns otherwise than before. [`Run::cache`](crate::step::Run::cache) does the same for all steps of a fit, and hashes rows once.
/// An entry that cannot be used, or a folder that cannot be written to, is told to the run's observer
/// ([`EventKind::Noted`](crate::step::EventKind::Noted)) and to `tracing`, and the step learns as if there were no cache.
///
/// Without a store, the default, it is the step inside. `fit_transform` keeps the output too, since it may be another than
/// that of the fitted step ([`CrossFit`](super::CrossFit)). The arrays are hashed at each fit.
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
/// // The other targets are no matter of the scaler, which is not fitted again.
/// let second = flowers.fit(&petals, array![0_u8, 1, 1, 1])?;
/// assert_eq!(first.output.cached, second.output.cached);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Hyperparameters)]
#[space(crate = crate)]
pub struct Cached<S> {
    /// Where to keep it. Default: nowhere.
    #[space(ignore)]
    pub store: Option<Store>,
    /// The step inside.
    #[space(nested)]
    pub step: S,
}

impl<S: Step> Step for Cached<S> {
    type Fitted = S::Fitted;
    const SIGNATURE: Signature = S::SIGNATURE;
    const LEARNS: bool = S::LEARNS;
    const ROWWISE: bool = S::ROWWISE;
    const REVISION: Option<u64> = S::REVISION;

    fn unlearned(&self) -> Option<S::Fitted> {
        self.step.unlearned()
    }
}

impl<S: Continues> Continues for Cached<S> {}

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
        remembered(store, &key, context, || self.step.fit(x, y, context))
    }

    fn fit_transform(&self, x: X, y: Y, context: &Context<'_>) -> Result<(S::Fitted, Out<S, X>)> {
        let Some(store) = self.store() else { return self.step.fit_transform(x, y, context) };
        let key = self.key("fit_transform", &x, &y, context);
        remembered(store, &key, context, || self.step.fit_transform(x, y, context))
    }

    fn update_fitted(&self, fitted: &mut S::Fitted, x: X, y: Y, context: &Context<'_>) -> Result<()> {
        self.step.update_fitted(fitted, x, y, context)
    }
}

impl<S: Hyperparameters + Step<Fitted: Save>> Cached<S> {
    /// The store, unless the step is to run each time.
    fn store(&self) -> Option<&Store> {
        self.store.as_ref().filter(|_| S::REVISION.is_some())
    }

    fn key<X: Keyed, Y: Keyed>(&self, purpose: &str, x: &X, y: &Y, context: &Context<'_>) -> Key {
        let of_type = (type_name::<S>(), S::REVISION.unwrap_or(0), <S::Fitted as Save>::VERSION);
        let mut key = KeyWriter::of_step(purpose, of_type, &Identity::of(&self.step), context);
        key.value(x);
        key.value(y);
        key.finish()
    }
}

/// The value under the key, or that of `compute`, which is then kept.
fn remembered<T: Save>(
    store: &Store,
    key: &Key,
    context: &Context<'_>,
    compute: impl FnOnce() -> Result<T>,
) -> Result<T> {
    match store.get(key) {
        Lookup::Hit(value) => return Ok(value),
        Lookup::Miss => {}
        Lookup::Unusable(error) => {
            context.note(&format!("computed again, since the cache's entry is unusable: {error}"));
        }
    }
    let value = compute()?;
    if let Err(error) = store.put(key, &value) {
        context.note(&format!("computed, but not kept in the cache: {error}"));
    }
    Ok(value)
}
