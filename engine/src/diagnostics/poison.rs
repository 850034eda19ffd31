//! The value that flows on an edge after a reported error.
//!
//! Invariant: no value of the type exists at run time, because code with a reported error does not compile.

use std::fmt;

use crate::error::ErrorKind;
#[cfg(feature = "save")]
use crate::save::{Reader, Save, Writer};
use crate::step::Transform;
use crate::{Error, Result};

/// The type of a value after a reported error. It has no values at run time, because the code does not compile.
#[derive(Debug, Clone)]
pub struct Poison(());

impl Poison {
    /// Takes a value for an input whose type has an error.
    pub fn of<T>(_: T) -> Self {
        Self(())
    }
}

// An output after an error may be printed: the error has been reported.
impl fmt::Display for Poison {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

// A method `fit` that returns no fitted step has been reported.
#[diagnostic::do_not_recommend]
impl<X> Transform<X> for Poison {
    type Out = Self;

    fn transform(&self, _: X) -> Result<Self> {
        Err(poisoned())
    }
}

pub(crate) fn poisoned() -> Error {
    Error::of_kind(ErrorKind::BrokenPromise, "the pipeline did not compile")
}

// A type error does not also report a missing `Save`.
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
