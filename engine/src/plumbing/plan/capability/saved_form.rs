//! The saved form of fitted steps, and the keys of inputs, of types that are not known here.

use std::any::Any;

use crate::Result;
use crate::cache::{Key, Lookup, Store};
use crate::plumbing::plan::erased::{AnyFitted, wrong_type};
use crate::save::Save;
use crate::step::Step;

/// How a fitted step of a type that is not known here is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SavedForm {
    version: u32,
    /// Keeps it.
    pub(crate) save: fn(&Store, &Key, &dyn Any) -> Result<()>,
    /// Takes it out.
    pub(crate) load: fn(&Store, &Key) -> Lookup<AnyFitted>,
}

impl SavedForm {
    /// Of a step.
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

    /// The version of the form.
    pub(crate) const fn version(&self) -> u32 {
        self.version
    }
}

/// The key of an input.
pub(crate) type InputKey = Key;
