//! Steps that reduce the number of columns.

mod pca;

pub use pca::{FittedPca, Pca, SizedPca};
