//! [`Npy`]: a file of one array.
//!
//! Invariant: nothing is opened before the file is read; a file that was opened is exactly as long as its header says.

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use ndarray::{ArcArray, Array, Dimension, RemoveAxis, ShapeBuilder};

use super::batches::NpyBatches;
use super::element::NpyElement;
use super::header::Header;
use super::values::values;
use crate::error::ErrorKind;
use crate::sources::bytes::{Bytes, Input};
use crate::{Error, Result};

/// A file of one array, as `numpy.save` writes it.
///
/// The type and the number of axes are those that the program names; nothing is converted. Arrays in Fortran order and of big endian are
/// read; the first stays in its order in memory, which is not copied.
///
/// # Errors
/// A file that cannot be opened or is not an `npy` file; another type or number of axes, with what was expected and found; a file that is
/// shorter or longer than its header says.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::{Npy, write_npy};
///
/// let mut bytes = Vec::new();
/// write_npy(&array![[1.0, 2.0], [3.0, 4.0]], &mut bytes)?;
///
/// let file = Npy::of_bytes(bytes).called("x.npy");
/// let x: ArcArray2<f64> = file.read()?;
/// assert_eq!(x, array![[1.0, 2.0], [3.0, 4.0]].into_shared());
/// assert_eq!(file.rows()?, 2);
///
/// let error = file.read::<f32, Ix1>().unwrap_err().to_string();
/// assert!(error.starts_with("x.npy: expected f32 with 1 axis, found f64 with the shape [2, 2]"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Npy {
    bytes: Bytes,
    pub(super) name: String,
}

impl Npy {
    /// Describes a file. It is opened when it is read, each time anew.
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

    /// Returns the lengths of the axes, from the header.
    ///
    /// # Errors
    /// The file cannot be opened or is not an `npy` file.
    pub fn shape(&self) -> Result<Vec<usize>> {
        Ok(Header::read(&self.name, &mut self.bytes.open()?)?.shape)
    }

    /// Returns the length of the first axis, from the header; 1 if there is no axis.
    ///
    /// # Errors
    /// See [`shape`](Self::shape).
    pub fn rows(&self) -> Result<usize> {
        Ok(self.shape()?.first().copied().unwrap_or(1))
    }

    /// Reads the whole array.
    ///
    /// # Errors
    /// See [`Npy`].
    pub fn read<T: NpyElement, D: Dimension>(&self) -> Result<ArcArray<T, D>> {
        let (mut input, header) = self.start::<T, D>()?;
        whole(&self.name, &header, &mut input)
    }

    /// Returns the array as batches of so many rows, the last one of the rest. Each pass opens the file again, and needs the memory of one
    /// batch.
    ///
    /// # Errors
    /// `rows` is 0. A pass fails as [`Npy`] says.
    pub fn batches<T: NpyElement, D: RemoveAxis>(&self, rows: usize) -> Result<NpyBatches<T, D>> {
        NpyBatches::new(self.clone(), rows)
    }

    /// Opens the file behind its header, and compares its length with the header.
    pub(super) fn start<T: NpyElement, D: Dimension>(&self) -> Result<(Box<dyn Input>, Header)> {
        let mut input = self.bytes.open()?;
        let header = Header::read(&self.name, &mut input)?;
        // The type is compared first: the length of another one says nothing.
        header.expect::<T, D>(&self.name)?;
        let refused = |what: String| Error::of_kind(ErrorKind::Data, format!("{}: {what}", self.name));
        let ends = input.seek(SeekFrom::End(0)).and_then(|end| {
            input.seek(SeekFrom::Start(header.length))?;
            Ok(end)
        });
        let found = ends.map_err(|error| refused(format!("cannot be read: {error}")))? - header.length;
        let expected = header.bytes::<T>();
        if found != expected {
            return Err(refused(format!(
                "{} values of the shape {:?} have {expected} bytes, but the file has {found} behind its header",
                T::NAME,
                header.shape
            )));
        }
        Ok((input, header))
    }
}

/// Reads all values behind a header.
pub(super) fn whole<T: NpyElement, D: Dimension>(
    file: &str,
    header: &Header,
    input: &mut impl Read,
) -> Result<ArcArray<T, D>> {
    let (shape, is_big_endian) = header.expect::<T, D>(file)?;
    let values = values(file, input, shape.size(), is_big_endian)?;
    Ok(Array::from_shape_vec(shape.set_f(header.is_fortran), values)?.into_shared())
}
