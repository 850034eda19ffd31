//! [`Npz`]: an archive of named arrays.
//!
//! Invariant: nothing is opened before an array is read.

use std::io::Read;
use std::path::Path;

use ndarray::{ArcArray, Dimension};
use zip::ZipArchive;

use super::element::NpyElement;
use super::file::whole;
use super::header::Header;
use crate::error::ErrorKind;
use crate::sources::bytes::{Bytes, Input};
use crate::text::{closest, shown};
use crate::{Error, Result};

/// An archive of named arrays, as `numpy.savez` and `numpy.savez_compressed` write it (feature `npz`).
///
/// Each array is read as a whole; for batches, see [`Rows`](crate::batches::Rows), or save the arrays to `npy` files.
///
/// # Errors
/// A file that cannot be opened or is not an archive; a name that it does not have, with the one that was probably meant; and those of
/// [`Npy`](super::Npy).
///
/// ```no_run
/// use shapeflow::prelude::*;
/// use shapeflow::sources::Npz;
///
/// let file = Npz::open("digits.npz");
/// assert_eq!(file.names()?, ["images", "labels"]);
/// let images: ArcArray<f32, Ix3> = file.read("images")?;
/// let labels: ArcArray1<u8> = file.read("labels")?;
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Npz {
    bytes: Bytes,
    name: String,
}

impl Npz {
    /// Describes a file. It is opened when an array is read, each time anew.
    pub fn open(path: impl AsRef<Path>) -> Self {
        let (bytes, name) = Bytes::of_file(path.as_ref());
        Self { bytes, name }
    }

    /// Describes a file in memory.
    pub fn of_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into().into(), name: "bytes".to_owned() }
    }

    /// Sets the name of the file in errors.
    #[must_use]
    pub fn called(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Returns the names of the arrays, in the order of the archive.
    ///
    /// # Errors
    /// See [`Npz`].
    pub fn names(&self) -> Result<Vec<String>> {
        Ok(arrays(&self.archive()?))
    }

    /// Reads the array with this name.
    ///
    /// # Errors
    /// See [`Npz`].
    pub fn read<T: NpyElement, D: Dimension>(&self, array: &str) -> Result<ArcArray<T, D>> {
        let mut archive = self.archive()?;
        let names = arrays(&archive);
        let member = match archive.by_name(&format!("{array}.npy")) {
            Err(zip::result::ZipError::FileNotFound) => return Err(self.unknown(array, &names)),
            member => member,
        };
        let file = format!("{}: {array}", self.name);
        let mut member = member.map_err(|error| broken(&file, &error))?;
        let header = Header::read(&file, &mut member)?;
        let values = whole(&file, &header, &mut member)?;
        // The checksum is compared at the end.
        match member.read(&mut [0]) {
            Ok(0) => Ok(values),
            Ok(_) => {
                Err(Error::of_kind(ErrorKind::Data, format!("{file}: there are bytes behind the values")))
            }
            Err(error) => Err(broken(&file, &error)),
        }
    }

    fn unknown(&self, array: &str, names: &[String]) -> Error {
        let near = closest(array, names.iter().map(String::as_str));
        let first: Vec<String> = names.iter().take(10).map(|name| shown(name)).collect();
        let help = match near {
            Some(name) => format!("did you mean {}?", shown(name)),
            None if names.is_empty() => "it has none".to_owned(),
            None => format!("it has {}{}", first.join(", "), if names.len() > 10 { ", .." } else { "" }),
        };
        Error::of_kind(ErrorKind::Data, format!("{}: no array is called {}; {help}", self.name, shown(array)))
    }

    fn archive(&self) -> Result<ZipArchive<Box<dyn Input>>> {
        ZipArchive::new(self.bytes.open()?).map_err(|error| broken(&self.name, &error))
    }
}

/// Returns the names of the arrays. A name that is no text cannot be asked for.
fn arrays(archive: &ZipArchive<Box<dyn Input>>) -> Vec<String> {
    archive.file_names().filter_map(|name| Some(name.ok()?.strip_suffix(".npy")?.to_owned())).collect()
}

fn broken(file: &str, error: &impl std::fmt::Display) -> Error {
    Error::of_kind(ErrorKind::Data, format!("{file}: the archive cannot be read: {error}"))
}
