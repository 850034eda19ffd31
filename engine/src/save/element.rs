//! [`Element`]: the element types of saved arrays, little-endian in the file on every machine.
//!
//! Invariant: an element that [`Element::read`] reads from the bytes of [`Element::write`] has the same bits.

/// The element types in the safetensors format.
pub use safetensors::Dtype;

use crate::{Error, Result};

/// An element of a saved array: integers, floats, `bool`.
///
/// `usize` and `isize` have 64 bits in the file. Implement it for your own wrapper to save half-precision or complex
/// numbers:
///
/// ```
/// use shapeflow::Result;
/// use shapeflow::save::{Dtype, Element};
///
/// /// The upper half of an `f32`.
/// #[derive(Clone)]
/// struct Brain(u16);
///
/// impl Element for Brain {
///     const DTYPE: Dtype = Dtype::BF16;
///
///     fn write(&self, bytes: &mut [u8]) {
///         self.0.write(bytes);
///     }
///
///     fn read(bytes: &[u8]) -> Result<Self> {
///         u16::read(bytes).map(Brain)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "arrays of `{Self}` cannot be saved",
    label = "not an integer, a float or `bool`",
    note = "save other elements as a list: `out.plain(\"name\", &array.to_vec())`, or implement `shapeflow::save::Element`"
)]
pub trait Element: Clone {
    /// The type in the file; its size is a whole number of bytes.
    const DTYPE: Dtype;

    /// Writes the element's bytes, little-endian; `bytes` has the length of [`DTYPE`](Self::DTYPE).
    fn write(&self, bytes: &mut [u8]);

    /// Reads the element from these bytes, as many as [`write`](Self::write) receives.
    ///
    /// # Errors
    /// The bytes are not a value of this type, such as a `bool` of 2.
    fn read(bytes: &[u8]) -> Result<Self>;
}

/// Returns the number of bytes of one element in the file.
pub(super) fn bytes_of<A: Element>() -> Result<usize> {
    match A::DTYPE.bitsize() {
        bits if bits > 0 && bits.is_multiple_of(8) => Ok(bits / 8),
        _ => Err(Error::new(format!("elements of type {} are not a whole number of bytes", A::DTYPE))),
    }
}

/// Implements `Element` for types of the same width in memory and in the file.
macro_rules! element {
    ($($type:ty: $dtype:ident),+) => {
        $(impl Element for $type {
            const DTYPE: Dtype = Dtype::$dtype;

            fn write(&self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Result<Self> {
                bytes.try_into().map(<$type>::from_le_bytes).map_err(|_| {
                    Error::new(format!("expected an element of {} bytes, got {}", size_of::<$type>(), bytes.len()))
                })
            }
        })+
    };
}
element!(u8: U8, i8: I8, u16: U16, i16: I16, u32: U32, i32: I32, u64: U64, i64: I64, f32: F32, f64: F64);

/// Implements `Element` for types whose width in memory depends on the machine.
macro_rules! machine_element {
    ($($type:ty as $wide:ty),+) => {
        $(impl Element for $type {
            const DTYPE: Dtype = <$wide as Element>::DTYPE;

            fn write(&self, bytes: &mut [u8]) {
                (*self as $wide).write(bytes);
            }

            fn read(bytes: &[u8]) -> Result<Self> {
                let value = <$wide>::read(bytes)?;
                value.try_into().map_err(|_| Error::new(format!("{value} is too large for this machine")))
            }
        })+
    };
}
machine_element!(usize as u64, isize as i64);

impl Element for bool {
    const DTYPE: Dtype = Dtype::BOOL;

    fn write(&self, bytes: &mut [u8]) {
        u8::from(*self).write(bytes);
    }

    fn read(bytes: &[u8]) -> Result<Self> {
        match u8::read(bytes)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(Error::new(format!("expected 0 or 1 for a bool, got {other}"))),
        }
    }
}
