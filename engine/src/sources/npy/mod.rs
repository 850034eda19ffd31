//! [`Npy`] and `Npz`: arrays as NumPy saves them.
//!
//! A reader of our own: those of others read an array only as a whole, or value by value, and bring a parser of Python with them.
//!
//! Invariant: memory depends on the bytes that a file has, not on those that its header claims.
//!
//! | file | owns |
//! |---|---|
//! | `element` | [`NpyElement`]: the types of the values |
//! | `header` | the text before the values: type, order, shape |
//! | `values` | bytes to values |
//! | `file` | [`Npy`]: a file of one array |
//! | `batches` | [`NpyBatches`]: its rows in parts |
//! | `npz` | `Npz`: an archive of named arrays |
//! | `writer` | [`write_npy`], `write_npz` |

mod batches;
mod element;
mod file;
mod header;
#[cfg(feature = "npz")]
mod npz;
#[cfg(test)]
mod tests;
mod values;
mod writer;

pub use batches::NpyBatches;
pub use element::NpyElement;
pub use file::Npy;
#[cfg(feature = "npz")]
pub use npz::Npz;
pub use writer::write_npy;
#[cfg(feature = "npz")]
pub use writer::{NpyArray, write_npz};
