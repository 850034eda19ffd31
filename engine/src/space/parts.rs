//! What the generated code calls: a thing's hyperparameters from those of its parts.

use super::distribution::Distribution;
use super::hyperparameters::Hyperparameters;
use super::space::Space;
use super::value::{Kind, Value};
use crate::{Error, Result};

/// Asks for hyperparameters where a search space stands beside one.
pub const fn require_hyperparameters<T: Hyperparameters>() {}

/// The rest of `path` below `name`; the empty path is `name` itself.
pub fn below<'path>(path: &'path str, name: &str) -> Option<&'path str> {
    if name.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') }
}

/// Adds a field's hyperparameter. Not generic: its bound would be a second error beside the one at the field.
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

/// The error of a path that leads nowhere.
pub fn unknown(path: &str) -> Error {
    Error::new("no hyperparameter has this path").under(path)
}

/// The error of a path into an arm that is not chosen.
pub fn not_chosen(path: &str) -> Error {
    Error::new("belongs to an arm that is not chosen").under(path)
}

/// The error of a value that is no variant.
pub fn no_variant(value: &Value, variants: &[&str]) -> Error {
    value.unexpected(&format!("one of `{}`", variants.join("`, `")))
}
