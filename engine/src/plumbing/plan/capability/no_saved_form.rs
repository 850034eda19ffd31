//! Replaces `saved_form` without the feature `cache`: no fitted step is kept, and no input has a key.

/// How a cache keeps a fitted step. This type has no values, because no fitted step is kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SavedForm {}

impl SavedForm {
    pub(crate) const fn version(&self) -> u32 {
        match *self {}
    }
}

/// The key of an input, which is not computed.
pub(crate) type InputKey = ();
