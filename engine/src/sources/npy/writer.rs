//! [`write_npy`] and `write_npz`: arrays as NumPy reads them.
//!
//! Invariant: what is written is read again with the same bits.

use std::io::{self, Write};

use ndarray::{ArrayBase, Data, Dimension};

use super::element::NpyElement;
use crate::error::ErrorKind;
use crate::{Error, Result};

/// Writes an array as `numpy.save` does, in the order of its rows (format version 1.0).
///
/// # Errors
/// Those of the writer.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::write_npy;
///
/// let mut file = Vec::new();
/// write_npy(&array![0.25_f32, 0.75], &mut file)?;
/// assert!(file.starts_with(b"\x93NUMPY\x01\x00"));
/// assert_eq!(file.len(), 128 + 2 * 4);
/// # Ok::<(), Error>(())
/// ```
pub fn write_npy<T, S, D>(array: &ArrayBase<S, D>, mut out: impl Write) -> Result<()>
where
    T: NpyElement,
    S: Data<Elem = T>,
    D: Dimension,
{
    write_array(array, &mut out).and_then(|()| out.flush()).map_err(failed)
}

/// Writes an array with its header.
fn write_array<T, S, D>(array: &ArrayBase<S, D>, out: &mut (impl Write + ?Sized)) -> io::Result<()>
where
    T: NpyElement,
    S: Data<Elem = T>,
    D: Dimension,
{
    let order = if T::SIZE == 1 { '|' } else { '<' };
    let sizes: String = array.shape().iter().map(|size| format!("{size},")).collect();
    let mut header =
        format!("{{'descr': '{order}{}{}', 'fortran_order': False, 'shape': ({sizes}), }}", T::KIND, T::SIZE);
    // The values begin at a multiple of 64 bytes.
    let padding = 63 - (10 + header.len()) % 64;
    header.extend(std::iter::repeat_n(' ', padding));
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(header.as_bytes());
    for &value in array {
        value.write(&mut bytes);
        if bytes.len() >= 1 << 16 {
            out.write_all(&bytes)?;
            bytes.clear();
        }
    }
    out.write_all(&bytes)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::of_kind(ErrorKind::Data, format!("the array cannot be written: {error}"))
}

/// An array of any type of elements and number of axes, for [`write_npz`]: arrays and views of
/// [`NpyElement`](super::NpyElement)s.
#[cfg(feature = "npz")]
pub trait NpyArray: sealed::Array {}

#[cfg(feature = "npz")]
mod sealed {
    pub trait Array {
        /// The bytes of the values.
        fn bytes(&self) -> usize;
        /// Writes the array with its header.
        fn write(&self, out: &mut dyn std::io::Write) -> std::io::Result<()>;
    }
}

#[cfg(feature = "npz")]
impl<T: NpyElement, S: Data<Elem = T>, D: Dimension> NpyArray for ArrayBase<S, D> {}

#[cfg(feature = "npz")]
impl<T: NpyElement, S: Data<Elem = T>, D: Dimension> sealed::Array for ArrayBase<S, D> {
    fn bytes(&self) -> usize {
        self.len().saturating_mul(T::SIZE)
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write_array(self, out)
    }
}

/// Writes named arrays as `numpy.savez` does: an archive without compression, with the arrays in this order (feature `npz`).
///
/// # Errors
/// Two arrays have one name, a name has the character NUL, at which NumPy ends it; those of the writer.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::sources::{Npz, write_npz};
///
/// let images = Array3::<f32>::zeros((2, 8, 8));
/// let labels = array![3_u8, 7];
/// let mut file = Vec::new();
/// write_npz(&[("images", &images), ("labels", &labels)], &mut file)?;
///
/// let file = Npz::of_bytes(file);
/// assert_eq!(file.names()?, ["images", "labels"]);
/// assert_eq!(file.read::<u8, Ix1>("labels")?, labels);
/// # Ok::<(), Error>(())
/// ```
#[cfg(feature = "npz")]
pub fn write_npz(arrays: &[(&str, &dyn NpyArray)], out: impl Write) -> Result<()> {
    use zip::write::SimpleFileOptions;

    for (index, (name, _)) in arrays.iter().enumerate() {
        if name.contains('\0') {
            return Err(failed(format!("the name {name:?} has the character NUL")));
        }
        if arrays.iter().take(index).any(|(before, _)| before == name) {
            return Err(failed(format!("two arrays are called `{name}`")));
        }
    }
    let mut archive = zip::ZipWriter::new_stream(FailsOnce { out, has_failed: false });
    for (name, array) in arrays {
        // A little less than 4 GiB, for the header.
        let is_large = array.bytes() >= u32::MAX as usize - (1 << 16);
        let stored = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(is_large);
        archive.start_file(format!("{name}.npy"), stored).map_err(failed)?;
        array.write(&mut archive).map_err(failed)?;
    }
    let mut out = archive.finish().map_err(failed)?;
    out.flush().map_err(failed)
}

/// Fails once, and then takes everything: an archive that is dropped is ended, and what then fails is printed.
#[cfg(feature = "npz")]
struct FailsOnce<W> {
    out: W,
    has_failed: bool,
}

#[cfg(feature = "npz")]
impl<W: Write> FailsOnce<W> {
    fn attempt<T>(&mut self, done: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.has_failed {
            return Ok(done);
        }
        let result = write(&mut self.out);
        self.has_failed = result.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        result
    }
}

#[cfg(feature = "npz")]
impl<W: Write> Write for FailsOnce<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), W::flush)
    }
}
