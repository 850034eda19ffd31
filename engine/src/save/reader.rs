//! [`Reader`]: hands a model's parts their state.
//!
//! Invariant: every part of the file within what is loaded is taken exactly once, or loading fails.

use std::collections::BTreeSet;

use ndarray::{Array, Dimension};
use serde::de::DeserializeOwned;

use super::opened::Opened;
use super::path::{Path, is_within, shown};
use super::{Element, Save, plain};
use crate::{Error, Result};

/// Where a model's parts read their state; see [`Save`].
pub struct Reader<'file> {
    path: Path,
    version: u32,
    file: Opened<'file>,
    taken: BTreeSet<(Sort, String)>,
}

/// What is taken from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Version,
    Value,
    Array,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("path", &self.path.text()).finish_non_exhaustive()
    }
}

/// Loads the part of a model that stands under `path`; the whole model has none.
pub(super) fn load<T: Save>(file: Opened<'_>, path: &str) -> Result<T> {
    let mut state = Reader { path: Path::default(), version: 0, file, taken: BTreeSet::new() };
    for name in path.split('.').filter(|_| !path.is_empty()) {
        state.path.push(name)?;
    }
    let value = state.part().map_err(|error| error.under(path))?;
    match state.left(path) {
        None => Ok(value),
        Some(left) => Err(Error::new(format!(
            "the file has {}, which the program does not know; load it with the version of the program that saved it",
            shown(left)
        ))),
    }
}

impl Reader<'_> {
    /// Reads a part that was written under this name.
    ///
    /// # Errors
    /// There is none, it is of another type or shape, or its checksum does not match.
    pub fn field<T: Save>(&mut self, name: &str) -> Result<T> {
        self.within(name, Self::part)
    }

    /// Reads a node of a pipeline that was written under this path: `strokes.pca`.
    ///
    /// # Errors
    /// As [`field`](Self::field).
    pub fn node<T: Save>(&mut self, path: &str) -> Result<T> {
        match path.split_once('.') {
            None => self.field(path),
            Some((first, rest)) => self.within(first, |state| state.node(rest)),
        }
    }

    /// Reads plain data that was written under this name.
    ///
    /// # Errors
    /// There is none, or it does not fit the type.
    pub fn plain<T: DeserializeOwned>(&mut self, name: &str) -> Result<T> {
        self.within(name, Self::value)
    }

    /// Reads bytes that were written under this name.
    ///
    /// # Errors
    /// As [`field`](Self::field).
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>> {
        self.field(name)
    }

    /// Reads an array that was written under this name, and whose axes must have these lengths.
    ///
    /// # Errors
    /// As [`field`](Self::field), or its axes have other lengths.
    pub fn shaped<A: Element, D: Dimension>(&mut self, name: &str, shape: &[usize]) -> Result<Array<A, D>> {
        self.within(name, |state| {
            let array: Array<A, D> = state.array()?;
            if array.shape() == shape {
                return Ok(array);
            }
            Err(Error::new(format!(
                "has the shape {:?} in the file, and the parts beside it need {shape:?}",
                array.shape()
            )))
        })
    }

    /// The version of the state that is being read: between [`Save::OLDEST`] and [`Save::VERSION`].
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Reads the array that is the one state at this path.
    ///
    /// # Errors
    /// As [`field`](Self::field).
    pub fn array<A: Element, D: Dimension>(&mut self) -> Result<Array<A, D>> {
        self.take(Sort::Array)?;
        self.file.array(self.path.text())
    }

    /// Reads the plain data that is the one state at this path.
    ///
    /// # Errors
    /// As [`plain`](Self::plain).
    pub fn value<T: DeserializeOwned>(&mut self) -> Result<T> {
        plain::from_text(&self.take_text()?)
    }

    /// Whether there is plain data at this very path.
    pub(super) fn has_value(&self) -> bool {
        self.file.manifest.values.contains_key(self.path.text())
    }

    /// The JSON text at this very path.
    pub(super) fn take_text(&mut self) -> Result<String> {
        self.take(Sort::Value)?;
        let text = self.file.manifest.values.get(self.path.text());
        text.cloned()
            .ok_or_else(|| Error::new("is expected to be plain data, and the file has none of this name"))
    }

    /// A list's length is checked before its items are read: each takes an entry of its own.
    pub(super) fn require_entries(&self, count: usize) -> Result<()> {
        let manifest = &self.file.manifest;
        let entries = manifest.versions.len() + manifest.values.len() + manifest.arrays.len();
        if count <= entries {
            return Ok(());
        }
        Err(Error::new(format!("is said to have {count} items, and the whole file has {entries} entries")))
    }

    /// Reads what stands at this path, if its version is one that the type reads.
    fn part<T: Save>(&mut self) -> Result<T> {
        let path = self.path.text();
        let found = self.file.manifest.versions.get(path).copied();
        let outer = self.version;
        match found {
            None if T::VERSION == 0 => {}
            None => {
                return Err(Error::new(format!(
                    "the file has no state here; its parts are {}",
                    self.file.parts()
                )));
            }
            Some(version) if T::VERSION == 0 => {
                return Err(Error::new(format!(
                    "is a state of version {version} in the file, and plain data in the program"
                )));
            }
            Some(version) if version > T::VERSION => {
                return Err(Error::new(format!(
                    "was saved by a newer program: its state has version {version}, and this program reads up to {}; \
                     update the program",
                    T::VERSION
                )));
            }
            Some(version) if version < T::OLDEST => {
                return Err(Error::new(format!(
                    "was saved by an older program: its state has version {version}, and this program reads {} to {}; \
                     fit and save it again",
                    T::OLDEST,
                    T::VERSION
                )));
            }
            Some(version) => {
                self.take(Sort::Version)?;
                self.version = version;
            }
        }
        let value = T::load(self);
        self.version = outer;
        value
    }

    fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.path.push(name)?;
        let value = read(self).map_err(|error| error.under(name));
        self.path.pop();
        value
    }

    fn take(&mut self, sort: Sort) -> Result<()> {
        if self.taken.insert((sort, self.path.text().to_owned())) {
            return Ok(());
        }
        Err(Error::new("is read twice; `load` must read each part once"))
    }

    /// A path in the file, within `whole`, that was not taken.
    fn left(&self, whole: &str) -> Option<&str> {
        let manifest = &self.file.manifest;
        let versions = manifest.versions.keys().map(|path| (Sort::Version, path));
        let values = manifest.values.keys().map(|path| (Sort::Value, path));
        let arrays = manifest.arrays.iter().map(|array| (Sort::Array, &array.name));
        let mut all = versions.chain(values).chain(arrays).filter(|(_, path)| is_within(path, whole));
        let left = all.find(|&(sort, path)| !self.taken.contains(&(sort, path.clone())));
        left.map(|(_, path)| path.as_str())
    }
}

impl Opened<'_> {
    /// The paths of the first parts with versions, for a message.
    fn parts(&self) -> String {
        let parts = self.manifest.versions.keys().take(12).map(|path| shown(path)).collect::<Vec<_>>();
        if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
    }
}
