//! Functions that generated code calls to combine the hyperparameters of parts.

use super::distribution::Distribution;
pub use super::path::{not_chosen, unknown};
use super::space::Space;
use super::value::{Kind, Value};
use crate::{Error, Result};

/// Returns the rest of `path` below `name`; the empty path is `name` itself.
pub fn below<'path>(path: &'path str, name: &str) -> Option<&'path str> {
    if name.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

/// Adds a field's hyperparameter. It is not generic, because its bound would add a second error to the one at the field.
///
/// # Errors
/// Those of [`Space::searched`].
pub fn typed(
    space: Space,
    name: &str,
    kind: Kind,
    check: fn(&Value) -> Result<()>,
    distribution: Option<Result<Distribution>>,
) -> Result<Space> {
    space.typed(name, kind, check, distribution)
}

/// Returns the error for a value that is not a variant.
pub fn no_variant(value: &Value, variants: &[&str]) -> Error {
    value.unexpected(&format!("one of `{}`", variants.join("`, `")))
}
