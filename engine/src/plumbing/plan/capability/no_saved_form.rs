//! The same as `saved_form` where there is no cache: there is none.

/// How a fitted step is kept: not at all.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SavedForm {}

impl SavedForm {
    pub(crate) const fn version(&self) -> u32 {
        match *self {}
    }
}

/// The key of an input: none.
pub(crate) type InputKey = ();
