//! The positive answers to the questions about a type that only a cache needs: how its fitted form is saved, and the
//! key of its values. The negative answers are in `identity`.

use super::identity::{CacheProbe, KeyOf, KeyProbe, StepIdentity};
use super::saved_form::SavedForm;
use crate::cache::{KeyWriter, Keyed};
use crate::save::Save;
use crate::step::Step;

impl<S: Step<Fitted: Save>> CacheProbe<S> {
    /// The identity of a step whose fitted form can be saved.
    pub const OF: StepIdentity =
        StepIdentity { saved: Some(SavedForm::of::<S>()), ..StepIdentity::unsaved::<S>() };
}

impl<T: Keyed + 'static> KeyProbe<T> {
    /// The function that computes the key of a value.
    pub const KEY: KeyOf = Some(|value| {
        value.downcast_ref::<T>().map(|value| {
            let mut key = KeyWriter::new("input");
            key.typed(value);
            key.finish()
        })
    });
}
