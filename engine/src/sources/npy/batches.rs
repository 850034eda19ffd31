//! [`NpyBatches`]: the rows of an array in parts.
//!
//! Invariant: each row of the file is in exactly one batch of a pass.

use std::fmt;
use std::io::SeekFrom;
use std::marker::PhantomData;

use ndarray::{ArcArray, Array, RemoveAxis, ShapeBuilder};

use super::element::NpyElement;
use super::file::Npy;
use super::header::Header;
use super::values::extend;
use crate::batches::Source;
use crate::error::ErrorKind;
use crate::sources::bytes::Input;
use crate::{Error, Result};

/// An array of a file as batches of rows: see [`Npy::batches`].
///
/// ```
/// use shapeflow::batches::Source;
/// use shapeflow::prelude::*;
/// use shapeflow::sources::{Npy, write_npy};
///
/// let (mut images, mut labels) = (Vec::new(), Vec::new());
/// write_npy(&Array3::<f32>::zeros((5, 8, 8)), &mut images)?;
/// write_npy(&array![0_u8, 1, 2, 3, 4], &mut labels)?;
///
/// // Two files, row by row: a source for `fit_batches`.
/// let images = Npy::of_bytes(images).batches::<f32, Ix3>(2)?;
/// let source = images.zip(Npy::of_bytes(labels).batches::<u8, Ix1>(2)?);
/// assert_eq!(source.batch_count(), Some(3));
/// let sizes: Result<Vec<usize>> = source.pass(0)?.map(|batch| Ok(batch?.1.len())).collect();
/// assert_eq!(sizes?, [2, 2, 1]);
/// # Ok::<(), Error>(())
/// ```
pub struct NpyBatches<T, D> {
    npy: Npy,
    rows: usize,
    array: PhantomData<fn() -> (T, D)>,
}

impl<T, D> NpyBatches<T, D> {
    pub(super) fn new(npy: Npy, rows: usize) -> Result<Self> {
        if rows == 0 {
            return Err(Error::new("a batch needs at least 1 row, got a size of 0"));
        }
        Ok(Self { npy, rows, array: PhantomData })
    }
}

impl<T, D> Clone for NpyBatches<T, D> {
    fn clone(&self) -> Self {
        Self { npy: self.npy.clone(), rows: self.rows, array: PhantomData }
    }
}

impl<T, D> fmt::Debug for NpyBatches<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NpyBatches").field("npy", &self.npy).field("rows", &self.rows).finish()
    }
}

impl<T: NpyElement, D: RemoveAxis> Source for NpyBatches<T, D> {
    type Batch = ArcArray<T, D>;

    fn pass(&self, _: usize) -> Result<impl Iterator<Item = Result<ArcArray<T, D>>> + Send> {
        let (input, header) = self.npy.start::<T, D>()?;
        let (shape, is_big_endian) = header.expect::<T, D>(&self.npy.name)?;
        let (file, most) = (self.npy.name.clone(), self.rows);
        let mut reading = Some(Reading { file, input, header, shape, is_big_endian, at: 0, most });
        Ok(std::iter::from_fn(move || {
            let batch = reading.as_mut()?.batch().transpose();
            if !matches!(batch, Some(Ok(_))) {
                reading = None;
            }
            batch
        }))
    }

    fn batch_count(&self) -> Option<usize> {
        Some(self.npy.rows().ok()?.div_ceil(self.rows))
    }
}

/// A pass.
struct Reading<D> {
    file: String,
    input: Box<dyn Input>,
    header: Header,
    shape: D,
    is_big_endian: bool,
    /// The next row.
    at: usize,
    most: usize,
}

impl<D: RemoveAxis> Reading<D> {
    fn batch<T: NpyElement>(&mut self) -> Result<Option<ArcArray<T, D>>> {
        let (rows, width) = self.header.rows();
        let now = self.most.min(rows - self.at);
        if now == 0 {
            return Ok(None);
        }
        let mut values = Vec::new();
        if self.header.is_fortran {
            // The rows of each column are together.
            for column in 0..width {
                let before = (column as u64 * rows as u64 + self.at as u64) * T::SIZE as u64;
                self.input.seek(SeekFrom::Start(self.header.length + before)).map_err(|error| {
                    Error::of_kind(ErrorKind::Data, format!("{}: cannot be read: {error}", self.file))
                })?;
                extend(&self.file, &mut self.input, now, self.is_big_endian, &mut values)?;
            }
        } else {
            extend(&self.file, &mut self.input, now * width, self.is_big_endian, &mut values)?;
        }
        self.at += now;
        let mut shape = self.shape.clone();
        if let Some(length) = shape.slice_mut().first_mut() {
            *length = now;
        }
        Ok(Some(Array::from_shape_vec(shape.set_f(self.header.is_fortran), values)?.into_shared()))
    }
}
