//! What flows behind a mistake that rustc has reported.

use crate::Error;
use crate::error::ErrorKind;

/// The value on an edge behind a mistake that has been reported. It never exists at run time: the code does not
/// compile.
#[derive(Debug, Clone)]
pub struct Poison(());

pub(super) fn poisoned() -> Error {
    Error::of_kind(ErrorKind::BrokenPromise, "the pipeline did not compile")
}
