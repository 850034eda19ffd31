//! The limits of the checker. Its tables have fixed lengths, since a `const fn` has no heap.

/// The most axes that an array on an edge can have.
pub const MAX_RANK: usize = 6;

/// The most constants that a signature can name.
pub const MAX_CONSTANTS: usize = 8;

/// The most outputs that a step can have.
pub(super) const MAX_OUTPUTS: usize = 4;

/// The most inputs in a signature's text.
pub(super) const MAX_INPUTS: usize = 8;

/// The most shapes in `fit(..)`.
pub(super) const MAX_FIT: usize = 4;

/// The most conditions after `where`.
pub(super) const MAX_CONDITIONS: usize = 8;

/// The most entries of one shape in a signature's text: `MAX_RANK` and a `..` for no axis.
pub(super) const MAX_AXES: usize = 7;

/// The most names that one signature can bind.
pub(super) const MAX_NAMES: usize = 16;

/// The most starred names in one signature.
pub(super) const MAX_STARS: usize = 4;

/// The most names of one signature that stand for declared sizes.
pub(super) const MAX_DECLARED: usize = 4;
