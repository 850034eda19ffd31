//! [`Bytes`]: a file or bytes in memory, from which a table or an array is read.
//!
//! Invariant: a file is opened each time that it is read, and not before.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::ErrorKind;
use crate::{Error, Result};

/// The bytes of a source.
#[derive(Debug, Clone)]
pub(super) enum Bytes {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// Bytes of which parts can be read.
pub(super) trait Input: Read + Seek + Send {}
impl<R: Read + Seek + Send> Input for R {}

impl Bytes {
    /// Returns the bytes of a file, and its name for errors.
    pub(super) fn of_file(path: &Path) -> (Self, String) {
        let name = path.file_name();
        let name =
            name.map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        (Self::File(path.to_owned()), name)
    }

    /// Opens the file.
    ///
    /// # Errors
    /// It cannot be opened.
    pub(super) fn open(&self) -> Result<Box<dyn Input>> {
        match self {
            Self::Memory(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Self::File(path) => {
                let file = File::open(path).map_err(|error| {
                    Error::of_kind(ErrorKind::Data, format!("{}: cannot be opened: {error}", path.display()))
                })?;
                Ok(Box::new(file))
            }
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Memory(bytes.into())
    }
}
