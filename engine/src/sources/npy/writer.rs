//! [`write_npy`]: an array as NumPy reads it.
//!
//! Invariant: what is written is read again with the same bits.

use std::io::Write;

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
    let failed = |error: std::io::Error| {
        Error::of_kind(ErrorKind::Data, format!("the array cannot be written: {error}"))
    };
    for &value in array {
        value.write(&mut bytes);
        if bytes.len() >= 1 << 16 {
            out.write_all(&bytes).map_err(failed)?;
            bytes.clear();
        }
    }
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(failed)
}
