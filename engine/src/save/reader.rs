//! [`Reader`]: gives the state in a file to the parts of a model.
//!
//! Invariant: every part of the loaded state is read exactly once, or loading fails.

use std::collections::BTreeSet;

use ndarray::{Array, Dimension};
use serde::de::DeserializeOwned;

use super::opened::Opened;
use super::path::{Path, is_within};
use super::{Element, plain};
use crate::{Error, Result};

/// The source from which the parts of a model read their state; see [`Save`](super::Save).
pub struct Reader<'file> {
    pub(super) path: Path,
    pub(super) version: u32,
    pub(super) file: Opened<'file>,
    pub(super) taken: BTreeSet<(Sort, String)>,
}

/// The kinds of entries in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Version,
    Value,
    Array,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("path", &self.path.text()).finish_non_exhaustive()
    }
}

impl Reader<'_> {
    /// Reads plain data that was written under this name.
    ///
    /// # Errors
    /// It is missing, or does not match the type.
    pub fn plain<T: DeserializeOwned>(&mut self, name: &str) -> Result<T> {
        self.within(name, Self::value)
    }

    /// Reads an array that was written under this name. Its axes must have these lengths.
    ///
    /// # Errors
    /// The same as [`field`](Self::field), or its axes have other lengths.
    pub fn shaped<A: Element, D: Dimension>(&mut self, name: &str, shape: &[usize]) -> Result<Array<A, D>> {
        self.within(name, |state| {
            let array: Array<A, D> = state.array()?;
            if array.shape() == shape {
                return Ok(array);
            }
            Err(Error::new(format!(
                "has the shape {:?} in the file, but the other parts require {shape:?}",
                array.shape()
            )))
        })
    }

    /// Returns the version of the state in the file: between [`Save::OLDEST`](super::Save::OLDEST) and [`Save::VERSION`](super::Save::VERSION).
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Reads the array at this path, which has no other state.
    ///
    /// # Errors
    /// The same as [`field`](Self::field).
    pub fn array<A: Element, D: Dimension>(&mut self) -> Result<Array<A, D>> {
        self.take(Sort::Array)?;
        self.file.array(self.path.text())
    }

    /// Reads the plain data at this path, which has no other state.
    ///
    /// # Errors
    /// The same as [`plain`](Self::plain).
    pub fn value<T: DeserializeOwned>(&mut self) -> Result<T> {
        plain::from_text(&self.take_text()?)
    }

    /// Returns whether there is plain data at exactly this path.
    pub(super) fn has_value(&self) -> bool {
        self.file.manifest.values.contains_key(self.path.text())
    }

    /// Takes the JSON text at exactly this path.
    pub(super) fn take_text(&mut self) -> Result<String> {
        self.take(Sort::Value)?;
        let text = self.file.manifest.values.get(self.path.text());
        text.cloned()
            .ok_or_else(|| Error::new("is expected to be plain data, but the file has none of this name"))
    }

    /// Checks the length of a list before its items are read: each of them needs at least one entry.
    pub(super) fn require_entries(&self, count: usize) -> Result<()> {
        let manifest = &self.file.manifest;
        let entries = manifest.versions.len() + manifest.values.len() + manifest.arrays.len();
        if count <= entries {
            return Ok(());
        }
        Err(Error::new(format!("claims to have {count} items, but the whole file has {entries} entries")))
    }

    pub(super) fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.path.push(name)?;
        let value = read(self).map_err(|error| error.under(name));
        self.path.pop();
        value
    }

    pub(super) fn take(&mut self, sort: Sort) -> Result<()> {
        if self.taken.insert((sort, self.path.text().to_owned())) {
            return Ok(());
        }
        Err(Error::new("is read twice; `load` must read each part exactly once"))
    }

    /// Returns a path inside `whole` that was not read.
    pub(super) fn left(&self, whole: &str) -> Option<&str> {
        let manifest = &self.file.manifest;
        let versions = manifest.versions.keys().map(|path| (Sort::Version, path));
        let values = manifest.values.keys().map(|path| (Sort::Value, path));
        let arrays = manifest.arrays.iter().map(|array| (Sort::Array, &array.name));
        let mut all = versions.chain(values).chain(arrays).filter(|(_, path)| is_within(path, whole));
        let left = all.find(|&(sort, path)| !self.taken.contains(&(sort, path.clone())));
        left.map(|(_, path)| path.as_str())
    }
}
