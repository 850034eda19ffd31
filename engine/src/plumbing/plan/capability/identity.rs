//! What a cache is told of a node's step, and of the values that come into a pipeline, as constants.
//!
//! As in `is_step`, a bound is asked for without an error where it does not hold. Invariant: a step of which it is not known
//! what it is, or whose fitted form cannot be saved, is run each time.

use std::any::{Any, type_name};
use std::marker::PhantomData;

#[cfg(feature = "cache")]
use crate::cache::{Key, Keyed, Lookup, Store};
#[cfg(feature = "cache")]
use crate::save::Save;
use crate::step::Step;
#[cfg(feature = "cache")]
use crate::{Result, diagnostics::poison::poisoned, plumbing::plan::erased::AnyFitted};

/// What is known of a step's type.
#[derive(Debug, Clone, Copy)]
pub struct StepIdentity {
    /// The name of its type.
    pub(crate) type_name: fn() -> &'static str,
    /// Whether its type tells all: it has no fields.
    pub(crate) is_empty: bool,
    /// The number of what it does.
    pub(crate) revision: Option<u64>,
    /// How its fitted form is saved, where it can be.
    #[cfg(feature = "cache")]
    pub(crate) saved: Option<SavedForm>,
}

/// How a fitted step of a type that is not known here is kept.
#[cfg(feature = "cache")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct SavedForm {
    /// The version of the form.
    pub(crate) version: u32,
    /// Keeps it.
    pub(crate) save: fn(&Store, &Key, &dyn Any) -> Result<()>,
    /// Takes it out.
    pub(crate) load: fn(&Store, &Key) -> Lookup<AnyFitted>,
}

/// Asks what is known of a step's type: `<CacheProbe<S>>::OF`.
#[derive(Debug)]
pub struct CacheProbe<S>(PhantomData<S>);

#[cfg(feature = "cache")]
impl<S: Step<Fitted: Save>> CacheProbe<S> {
    /// The fitted form can be saved.
    pub const OF: StepIdentity = StepIdentity {
        saved: Some(SavedForm {
            version: <S::Fitted as Save>::VERSION,
            save: |store, key, fitted| {
                store.put(key, fitted.downcast_ref::<S::Fitted>().ok_or_else(poisoned)?)
            },
            load: |store, key| match store.get::<S::Fitted>(key) {
                Lookup::Hit(fitted) => Lookup::Hit(Box::new(fitted)),
                Lookup::Miss => Lookup::Miss,
                Lookup::Unusable(error) => Lookup::Unusable(error),
            },
        }),
        ..StepIdentity::unsaved::<S>()
    };
}

/// The answer for any other step.
pub trait NotSaved {
    /// The fitted form cannot be saved.
    const OF: StepIdentity;
}

impl<S: Step> NotSaved for CacheProbe<S> {
    const OF: StepIdentity = StepIdentity::unsaved::<S>();
}

impl StepIdentity {
    /// Of a node without a step.
    pub const STEPLESS: Self = Self {
        type_name: || "",
        is_empty: true,
        revision: Some(0),
        #[cfg(feature = "cache")]
        saved: None,
    };

    const fn unsaved<S: Step>() -> Self {
        Self {
            type_name: type_name::<S>,
            is_empty: size_of::<S>() == 0,
            revision: S::REVISION,
            ..Self::STEPLESS
        }
    }
}

/// The key of an input, as far as its type has one.
pub(crate) type KeyOf = Option<fn(&dyn Any) -> Option<InputKey>>;

/// The key of an input.
#[cfg(feature = "cache")]
pub(crate) type InputKey = Key;

/// Without a cache there is none.
#[cfg(not(feature = "cache"))]
pub type InputKey = ();

/// Asks for the key of values of a type: `<KeyProbe<T>>::KEY`.
#[derive(Debug)]
pub struct KeyProbe<T>(PhantomData<T>);

#[cfg(feature = "cache")]
impl<T: Keyed + 'static> KeyProbe<T> {
    /// Its values can be part of a key.
    pub const KEY: KeyOf = Some(|value| value.downcast_ref::<T>().map(|value| Key::of("input", value)));
}

/// The answer for any other type.
pub trait NoKey {
    /// None.
    const KEY: KeyOf = None;
}

impl<T> NoKey for KeyProbe<T> {}
