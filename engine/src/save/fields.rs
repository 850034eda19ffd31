//! What the code of `#[derive(Save)]` calls for a field and for a variant.
//!
//! Invariant: plain data is written only if it reads back as the same text.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Reader, Writer, plain};
use crate::{Error, Result};

/// A field that `#[save(plain)]` saves.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not plain data",
    label = "does not implement serde's `Serialize` and `Deserialize`",
    note = "derive both, or leave `#[save(plain)]` out and derive `Save` for the type"
)]
pub trait PlainField: Sized {
    /// Writes the value under a name.
    ///
    /// # Errors
    /// The same as [`Writer::plain`], or the value is read back as another one.
    fn save_plain(&self, name: &str, out: &mut Writer<'_>) -> Result<()>;

    /// Reads the value of this name.
    ///
    /// # Errors
    /// The same as [`Reader::plain`].
    fn load_plain(name: &str, state: &mut Reader<'_>) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> PlainField for T {
    fn save_plain(&self, name: &str, out: &mut Writer<'_>) -> Result<()> {
        out.within(name, |out| out.text(plain::to_kept_text(self)?))
    }

    fn load_plain(name: &str, state: &mut Reader<'_>) -> Result<Self> {
        state.plain(name)
    }
}

/// Returns the error for a variant that the type does not have.
#[doc(hidden)]
#[must_use]
pub fn unknown_variant(found: &str, known: &[&str]) -> Error {
    let known: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
    let found: String = found.chars().take(60).collect();
    Error::new(format!(
        "is the variant {found:?} in the file, but the program has {}; load it with the version of the program that saved it",
        known.join(", ")
    ))
    .under("variant")
}
