//! Tables of which most values are zero: what flows along an edge `sparse f32[n, vocab]`.
//!
//! The counts of 100,000 words in 10,000 texts are 8 GB as an array and a few MB as the counts that are not zero. [`Sparse`] stores
//! these, row by row (CSR, as `scipy.sparse.csr_matrix` and the crate `sprs` have it).
//!
//! ```
//! use shapeflow::prelude::*;
//!
//! let words = Sparse::from_triplets((2, 1000), [(0, 7, 1.0), (1, 7, 2.0), (1, 900, 1.0)])?;
//! assert_eq!((words.rows(), words.columns(), words.stored()), (2, 1000, 3));
//! assert_eq!(words.row(1)?.iter().collect::<Vec<_>>(), [(7, 2.0), (900, 1.0)]);
//! # Ok::<(), Error>(())
//! ```
//!
//! | file | owns |
//! |---|---|
//! | `matrix` | [`Sparse`]: the three arrays, and what they tell |
//! | `construct` | a matrix from triplets, from its parts, from an array, and to an array |
//! | `select` | rows that are cut, picked and joined; columns side by side, and some of them |
//! | `row` | [`SparseRow`]: one row |
//! | `convert` | the matrices of the crate `sprs` (feature `sprs`) |

mod construct;
#[cfg(feature = "sprs")]
mod convert;
mod matrix;
mod row;
mod select;

pub use matrix::Sparse;
pub use row::SparseRow;
