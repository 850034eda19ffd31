//! What flows behind a mistake that rustc has reported.

use crate::Error;
#[cfg(feature = "save")]
use crate::Result;
use crate::error::ErrorKind;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};

/// The value on an edge behind a mistake that has been reported. It never exists at run time: the code does not
/// compile.
#[derive(Debug, Clone)]
pub struct Poison(());

pub(crate) fn poisoned() -> Error {
    Error::of_kind(ErrorKind::BrokenPromise, "the pipeline did not compile")
}

/// Nothing is said about keeping what never exists.
#[cfg(feature = "save")]
#[diagnostic::do_not_recommend]
impl Save for Poison {
    const VERSION: u32 = 0;

    fn save(&self, _: &mut Writer<'_>) -> Result<()> {
        Err(poisoned())
    }

    fn load(_: &mut Reader<'_>) -> Result<Self> {
        Err(poisoned())
    }
}
