//! What a cache asks of types, answered where it holds.

use super::identity::{CacheProbe, KeyOf, KeyProbe, StepIdentity};
use super::saved_form::SavedForm;
use crate::cache::{Key, Keyed};
use crate::save::Save;
use crate::step::Step;

impl<S: Step<Fitted: Save>> CacheProbe<S> {
    /// The fitted form can be saved.
    pub const OF: StepIdentity =
        StepIdentity { saved: Some(SavedForm::of::<S>()), ..StepIdentity::unsaved::<S>() };
}

impl<T: Keyed + 'static> KeyProbe<T> {
    /// Its values can be part of a key.
    pub const KEY: KeyOf = Some(|value| value.downcast_ref::<T>().map(|value| Key::of("input", value)));
}
