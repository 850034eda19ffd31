//! What identifies the step of a node, and the inputs of a pipeline, in a cache, as constants.
//!
//! As in `is_step`, the code can ask for a bound without an error if it does not hold.
//!
//! Invariant: a step without a known identity, or whose fitted form cannot be saved, runs in every fit.

use std::any::{Any, type_name};
use std::marker::PhantomData;

use super::saved_form::{InputKey, SavedForm};
use crate::step::Step;

/// What identifies the type of a step in a cache.
#[derive(Debug, Clone, Copy)]
pub struct StepIdentity {
    /// The name of its type.
    pub(crate) type_name: fn() -> &'static str,
    /// Whether the type identifies the step, because it has no fields.
    pub(crate) is_empty: bool,
    /// The revision of its behavior.
    pub(crate) revision: Option<u64>,
    /// A hash of its code; 0 if it is unknown.
    pub(crate) code: u64,
    /// How its fitted form is saved, if it can be saved.
    pub(crate) saved: Option<SavedForm>,
}

/// Asks for the identity of the type of a step: `<CacheProbe<S>>::OF`.
#[derive(Debug)]
pub struct CacheProbe<S>(PhantomData<S>);

/// The answer for any other step.
pub trait NotSaved {
    /// The identity of a step whose fitted form cannot be saved.
    const OF: StepIdentity;
}

impl<S: Step> NotSaved for CacheProbe<S> {
    const OF: StepIdentity = StepIdentity::unsaved::<S>();
}

impl StepIdentity {
    /// The identity of a node without a step.
    pub const STEPLESS: Self =
        Self { type_name: || "", is_empty: true, revision: Some(0), code: 0, saved: None };

    pub(super) const fn unsaved<S: Step>() -> Self {
        Self {
            type_name: type_name::<S>,
            is_empty: size_of::<S>() == 0,
            revision: S::REVISION,
            code: S::CODE,
            ..Self::STEPLESS
        }
    }
}

/// The key of an input, if its type has one.
pub(crate) type KeyOf = Option<fn(&dyn Any) -> Option<InputKey>>;

/// Asks for the key of values of a type: `<KeyProbe<T>>::KEY`.
#[derive(Debug)]
pub struct KeyProbe<T>(PhantomData<T>);

/// The answer for any other type.
pub trait NoKey {
    /// `None`: the values have no key.
    const KEY: KeyOf = None;
}

impl<T> NoKey for KeyProbe<T> {}
