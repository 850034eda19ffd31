//! What the generated code calls: a thing's hyperparameters from those of its parts.
//!
//! A part need not have any: whether it has is asked as a constant, where its type is known, and answered without an
//! error where it has none. Invariant: such a part adds nothing, and its typed paths are [`NoPaths`].

use std::marker::PhantomData;

use super::assignment::Assignment;
use super::distribution::Distribution;
use super::hyperparameters::Hyperparameters;
use super::path::Path;
use super::space::Space;
use super::value::{Kind, Value};
use crate::{Error, Result};

/// Asks whether `T` has hyperparameters: `<Has<T>>::VALUE`, with [`HasNot`] in scope.
#[derive(Debug)]
pub struct Has<T>(PhantomData<T>);

impl<T: Hyperparameters> Has<T> {
    /// It has.
    pub const VALUE: bool = true;
}

/// The answer for any other type.
pub trait HasNot {
    /// It has not.
    const VALUE: bool = false;
}

impl<T> HasNot for Has<T> {}

/// The typed paths of a part without hyperparameters.
#[derive(Debug, Clone, Copy)]
pub struct NoPaths;

/// A part of a pipeline, with hyperparameters or without: `<Pca<8> as Part<{ <Has<Pca<8>>>::VALUE }>>`.
pub trait Part<const HAS: bool> {
    /// Its typed paths.
    type Paths;

    /// Its space: empty where it has no hyperparameters.
    ///
    /// # Errors
    /// Those of [`Hyperparameters::space`].
    fn part_space() -> Result<Space>;

    /// Its current values.
    fn part_assignment(&self) -> Assignment;

    /// Sets one of its hyperparameters.
    ///
    /// # Errors
    /// Those of [`Hyperparameters::set`].
    fn part_set(&mut self, path: &str, value: &Value) -> Result<()>;

    /// Its typed paths, below `path`.
    fn part_paths(path: &Path) -> Self::Paths;
}

impl<T: Hyperparameters> Part<true> for T {
    type Paths = T::Paths;

    fn part_space() -> Result<Space> {
        T::space()
    }

    fn part_assignment(&self) -> Assignment {
        self.assignment()
    }

    fn part_set(&mut self, path: &str, value: &Value) -> Result<()> {
        self.set(path, value)
    }

    fn part_paths(path: &Path) -> Self::Paths {
        T::paths(path)
    }
}

impl<T> Part<false> for T {
    type Paths = NoPaths;

    fn part_space() -> Result<Space> {
        Ok(Space::new())
    }

    fn part_assignment(&self) -> Assignment {
        Assignment::new()
    }

    fn part_set(&mut self, path: &str, _: &Value) -> Result<()> {
        Err(unknown(path))
    }

    fn part_paths(_: &Path) -> NoPaths {
        NoPaths
    }
}

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
