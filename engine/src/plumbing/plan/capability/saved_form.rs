//! How a cache keeps fitted steps, and the keys of inputs, for types that the engine does not know.
//!
//! Invariant: `load` returns a fitted step of the type that `save` accepts.

use std::any::Any;

use crate::Result;
use crate::cache::{Key, Lookup, Store};
use crate::plumbing::plan::erased::{AnyFitted, wrong_type};
use crate::save::Save;
use crate::step::Step;

/// How a cache keeps a fitted step of a type that the engine does not know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SavedForm {
    version: u32,
    /// Puts a fitted step into the store.
    pub(crate) save: fn(&Store, &Key, &dyn Any) -> Result<()>,
    /// Loads a fitted step from the store.
    pub(crate) load: fn(&Store, &Key) -> Lookup<AnyFitted>,
}

impl SavedForm {
    /// Creates the form of the fitted step of `S`.
    pub(super) const fn of<S: Step<Fitted: Save>>() -> Self {
        Self {
            version: <S::Fitted as Save>::VERSION,
            save: |store, key, fitted| {
                store.put(key, fitted.downcast_ref::<S::Fitted>().ok_or_else(wrong_type::<S::Fitted>)?)
            },
            load: |store, key| match store.get::<S::Fitted>(key) {
                Lookup::Hit(fitted) => Lookup::Hit(Box::new(fitted)),
                Lookup::Miss => Lookup::Miss,
                Lookup::Unusable(error) => Lookup::Unusable(error),
            },
        }
    }

    /// Returns the version of the saved form.
    pub(crate) const fn version(&self) -> u32 {
        self.version
    }
}

/// The key of an input.
pub(crate) type InputKey = Key;
