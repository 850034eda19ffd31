//! The types of the same values in the other storage: as arrays, and as sparse matrices.
//!
//! Invariant: a value that is neither is the same in both.

use ndarray::{ArcArray, Dimension, Ix2};

use super::display::DisplayAs;
use crate::sparse::Sparse;

/// Values that can be stored in another way: arrays and sparse matrices, tuples and lists of them.
pub trait AsStored {
    /// All sparse matrices as arrays.
    type Dense;
    /// All arrays with two axes as sparse matrices.
    type Sparse;
    /// What a message shows.
    type Shown;
}

impl<A> AsStored for Sparse<A> {
    type Dense = ArcArray<A, Ix2>;
    type Sparse = Self;
    type Shown = Self;
}

impl<A, D: Dimension + SparseAxes<A>> AsStored for ArcArray<A, D>
where
    Self: DisplayAs,
{
    type Dense = Self;
    type Sparse = D::Sparse;
    type Shown = <Self as DisplayAs>::As;
}

/// The number of axes of an array of `A`, which says whether it can be sparse.
pub trait SparseAxes<A> {
    /// A sparse matrix for two axes, the array for others.
    type Sparse;
}

macro_rules! axes {
    ($($dimension:ident)+) => {
        $(impl<A> SparseAxes<A> for ndarray::$dimension {
            type Sparse = ArcArray<A, ndarray::$dimension>;
        })+
    };
}
axes!(Ix0 Ix1 Ix3 Ix4 Ix5 Ix6);

impl<A> SparseAxes<A> for Ix2 {
    type Sparse = Sparse<A>;
}

impl<T: AsStored, const N: usize> AsStored for [T; N] {
    type Dense = [T::Dense; N];
    type Sparse = [T::Sparse; N];
    type Shown = [T::Shown; N];
}

macro_rules! tuples {
    ($($($part:ident)+),+) => {
        $(impl<$($part: AsStored),+> AsStored for ($($part,)+) {
            type Dense = ($($part::Dense,)+);
            type Sparse = ($($part::Sparse,)+);
            type Shown = ($($part::Shown,)+);
        })+
    };
}
tuples!(A B, A B C, A B C D, A B C D E, A B C D E F);
