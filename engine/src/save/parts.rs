//! Saves and loads the parts of a model, each under its name and with its version.
//!
//! A file's header comes before its arrays and holds their checksums, so a model is saved twice: the first time its
//! arrays are only measured.
//!
//! Invariant: both times yield the same contents, or saving fails.

use std::collections::BTreeSet;

use super::Save;
use super::contents::Contents;
use super::opened::Opened;
use super::path::{Path, shown};
use super::reader::{Reader, Sort};
use super::writer::{Target, WriteSeek, Writer, taken};
use crate::{Error, Result};

/// Collects the contents of a model, without writing its arrays.
pub(super) fn measure<M: Save>(model: &M) -> Result<Contents> {
    collect(model, None)
}

/// Writes a model's arrays at their offsets.
pub(super) fn write_arrays<M: Save>(
    model: &M,
    expected: &Contents,
    starts: &[u64],
    file: &mut dyn WriteSeek,
) -> Result<()> {
    if collect(model, Some(Target { file, starts }))? == *expected {
        return Ok(());
    }
    Err(Error::new("`save` wrote a different state on the second call; it must depend on the value alone"))
}

fn collect<M: Save>(model: &M, target: Option<Target<'_>>) -> Result<Contents> {
    let mut writer = Writer { path: Path::default(), contents: Contents::default(), target };
    writer.part(model)?;
    let Contents { arrays, .. } = &writer.contents;
    let mut names: Vec<&str> = arrays.iter().map(|array| array.name.as_str()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair.first() == pair.last()) {
        Some(pair) => Err(taken(pair.first().copied().unwrap_or_default())),
        None => Ok(writer.contents),
    }
}

impl Writer<'_> {
    /// Writes a part of the state under a name: an array, a number, a list, a step.
    ///
    /// # Errors
    /// The name is empty, contains a dot or is already used; or the part cannot be saved.
    pub fn field<T: Save>(&mut self, name: &str, value: &T) -> Result<()> {
        self.within(name, |out| out.part(value))
    }

    /// Writes a node of a pipeline under its path, whose names are joined by dots: `strokes.pca`.
    ///
    /// # Errors
    /// The same as [`field`](Self::field).
    pub fn node<T: Save>(&mut self, path: &str, value: &T) -> Result<()> {
        match path.split_once('.') {
            None => self.field(path, value),
            Some((first, rest)) => self.within(first, |out| out.node(rest, value)),
        }
    }

    fn part<T: Save>(&mut self, value: &T) -> Result<()> {
        if T::VERSION > 0 {
            self.contents.add_version(self.path.text(), T::VERSION)?;
        }
        value.save(self)
    }
}

/// Loads the part of a model at `path`; the path of the whole model is empty.
pub(super) fn load<T: Save>(file: Opened<'_>, path: &str) -> Result<T> {
    let mut state = Reader { path: Path::default(), version: 0, file, taken: BTreeSet::new() };
    for name in path.split('.').filter(|_| !path.is_empty()) {
        state.path.push(name)?;
    }
    let value = state.part().map_err(|error| error.under(path))?;
    match state.left(path) {
        None => Ok(value),
        Some(left) => Err(Error::new(format!(
            "the file contains {}, which the program does not read; load it with the version of the program that saved it",
            shown(left)
        ))),
    }
}

impl Reader<'_> {
    /// Reads a part that was written under this name.
    ///
    /// # Errors
    /// It is missing, has another type or shape, or its checksum does not match.
    pub fn field<T: Save>(&mut self, name: &str) -> Result<T> {
        self.within(name, Self::part)
    }

    /// Reads a node of a pipeline that was written under this path: `strokes.pca`.
    ///
    /// # Errors
    /// The same as [`field`](Self::field).
    pub fn node<T: Save>(&mut self, path: &str) -> Result<T> {
        match path.split_once('.') {
            None => self.field(path),
            Some((first, rest)) => self.within(first, |state| state.node(rest)),
        }
    }

    /// Reads bytes that were written under this name.
    ///
    /// # Errors
    /// The same as [`field`](Self::field).
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>> {
        self.field(name)
    }

    /// Reads the part at this path, if its version is one that the type reads.
    fn part<T: Save>(&mut self) -> Result<T> {
        let path = self.path.text();
        let found = self.file.manifest.versions.get(path).copied();
        let outer = self.version;
        match found {
            None if T::VERSION == 0 => {}
            None => {
                return Err(Error::new(format!(
                    "the file has no part of this name; its parts are {}",
                    self.file.parts()
                )));
            }
            Some(version) if T::VERSION == 0 => {
                return Err(Error::new(format!(
                    "is a state of version {version} in the file, but has no version in the program"
                )));
            }
            Some(version) if version > T::VERSION => {
                return Err(Error::new(format!(
                    "was saved by a newer program: its state has version {version}, but this program reads up to {}; \
                     update the program",
                    T::VERSION
                )));
            }
            Some(version) if version < T::OLDEST => {
                return Err(Error::new(format!(
                    "was saved by an older program: its state has version {version}, but this program reads {} to {}; \
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
}

impl Opened<'_> {
    /// Returns the paths of the first parts with versions, for a message.
    fn parts(&self) -> String {
        let parts = self.manifest.versions.keys().take(12).map(|path| shown(path)).collect::<Vec<_>>();
        if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
    }
}
