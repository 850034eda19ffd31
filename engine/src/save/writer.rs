//! [`Writer`]: receives the state of a model: the first time it only collects the contents, the second time it also
//! writes the arrays.
//!
//! Invariant: each entry has its own path.

use std::io::{Seek, SeekFrom, Write};

use ndarray::{ArrayBase, ArrayView1, Data, Dimension};
use serde::Serialize;

use super::contents::{ArrayInfo, Contents};
use super::element::bytes_of;
use super::path::{Path, shown};
use super::{Element, plain};
use crate::{Error, Result};

/// The number of elements that are encoded at a time.
const BLOCK: usize = 8192;

/// The destination to which the parts of a model write their state; see [`Save`](super::Save).
///
/// State that it cannot name or represent exactly is an error.
pub struct Writer<'file> {
    pub(super) path: Path,
    pub(super) contents: Contents,
    pub(super) target: Option<Target<'file>>,
}

/// The destination of the arrays, the second time.
pub(super) struct Target<'file> {
    pub(super) file: &'file mut dyn WriteSeek,
    /// The offset at which each array starts, in the order of writing.
    pub(super) starts: &'file [u64],
}

/// A file, or bytes in memory.
pub(super) trait WriteSeek: Write + Seek {}

impl<T: Write + Seek> WriteSeek for T {}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("path", &self.path.text()).finish_non_exhaustive()
    }
}

impl Writer<'_> {
    /// Writes plain data under a name: any value that serde serializes and JSON represents exactly.
    ///
    /// # Errors
    /// The same as [`field`](Self::field); or the value contains a NaN, an infinity or more than 100 levels of nesting.
    pub fn plain<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<()> {
        self.within(name, |out| out.value(value))
    }

    /// Writes bytes under a name, for state in a format of its own. They are an array of bytes in the file.
    ///
    /// # Errors
    /// The same as [`field`](Self::field).
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.within(name, |out| out.array(&ArrayView1::from(bytes)))
    }

    /// Writes an array or a view at this path, which then has no other state.
    ///
    /// # Errors
    /// The path is that of the whole model, which has no name, or is already used.
    pub fn array<A, S, D>(&mut self, array: &ArrayBase<S, D>) -> Result<()>
    where
        A: Element,
        S: Data<Elem = A>,
        D: Dimension,
    {
        let name = self.path.text();
        if name.is_empty() {
            return Err(Error::new(
                "an array needs a name in the file: save a struct or tuple that contains it",
            ));
        }
        if name == "__metadata__" {
            return Err(Error::new(
                "the safetensors format reserves this name; use another name for the array",
            ));
        }
        let size = bytes_of::<A>()?;
        let mut file = match &mut self.target {
            None => None,
            Some(target) => {
                // There are more arrays than the first time: the comparison at the end reports it.
                let Some(&start) = target.starts.get(self.contents.arrays.len()) else { return Ok(()) };
                target.file.seek(SeekFrom::Start(start))?;
                Some(&mut target.file)
            }
        };
        let mut checksum = crc32fast::Hasher::new();
        let mut buffer = vec![0; size * BLOCK.min(array.len())];
        let mut elements = array.iter();
        while elements.len() > 0 {
            let block = size * BLOCK.min(elements.len());
            for (bytes, element) in buffer.chunks_exact_mut(size).zip(&mut elements) {
                element.write(bytes);
            }
            let bytes = buffer.get(..block).unwrap_or_default();
            checksum.update(bytes);
            if let Some(file) = &mut file {
                file.write_all(bytes)?;
            }
        }
        let (name, shape, crc32) = (name.to_owned(), array.shape().to_vec(), checksum.finalize());
        self.contents.arrays.push(ArrayInfo { name, dtype: A::DTYPE, shape, crc32 });
        Ok(())
    }

    /// Writes plain data at this path, which then has no other state.
    ///
    /// # Errors
    /// The same as [`plain`](Self::plain).
    pub fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.text(plain::to_text(value)?)
    }

    pub(super) fn text(&mut self, text: String) -> Result<()> {
        self.contents.add_value(self.path.text(), text)
    }

    pub(super) fn within(&mut self, name: &str, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.path.push(name)?;
        let written = write(self).map_err(|error| error.under(name));
        self.path.pop();
        written
    }
}

impl Contents {
    fn add_value(&mut self, path: &str, text: String) -> Result<()> {
        match self.values.insert(path.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(taken(path)),
        }
    }

    pub(super) fn add_version(&mut self, path: &str, version: u32) -> Result<()> {
        match self.versions.insert(path.to_owned(), version) {
            None => Ok(()),
            Some(_) => Err(taken(path)),
        }
    }
}

pub(super) fn taken(path: &str) -> Error {
    Error::new(format!("{} is written twice; give each part its own name", shown(path)))
}
