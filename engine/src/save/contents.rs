//! [`Contents`]: the state of a model without the arrays' elements.

use std::collections::BTreeMap;

use super::Dtype;

/// The state of a model without the arrays' elements.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Contents {
    /// The version of each part's form that has one, by path.
    pub(super) versions: BTreeMap<String, u32>,
    /// Plain data as JSON text, by path.
    pub(super) values: BTreeMap<String, String>,
    /// The arrays, in the order of writing or in the order of the file.
    pub(super) arrays: Vec<ArrayInfo>,
}

/// An array in a model file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArrayInfo {
    /// Its path: `strokes.pca.components`.
    pub name: String,
    /// The type of its elements.
    pub dtype: Dtype,
    /// The lengths of its axes.
    pub shape: Vec<usize>,
    /// The CRC-32 of its bytes (as in zip and PNG; Python's `zlib.crc32`).
    pub crc32: u32,
}

impl std::fmt::Display for ArrayInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.dtype, self.shape)
    }
}
