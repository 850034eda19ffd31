//! [`OneOrTwoAxes`]: one number for each row, or a row of numbers, as columns.
//!
//! Invariant: `from_columns` is the inverse of `into_columns`, and neither copies.

use ndarray::{ArcArray, ArcArray1, ArcArray2, Axis, Dimension, Ix1, Ix2};

use super::float::Float;

/// The number of axes that a step with the signature `[n, d?]` accepts: `[n]` is one column, `[n, d]` is `d` columns.
///
/// The trait is sealed.
pub trait OneOrTwoAxes<A: Float>: Dimension + sealed::Sealed {
    /// Returns the columns, `[n, d]`.
    #[doc(hidden)]
    fn __into_columns(x: ArcArray<A, Self>) -> ArcArray2<A>;

    /// Returns the array of these columns.
    #[doc(hidden)]
    fn __from_columns(columns: ArcArray2<A>) -> ArcArray<A, Self>;
}

impl<A: Float> OneOrTwoAxes<A> for Ix1 {
    fn __into_columns(x: ArcArray1<A>) -> ArcArray2<A> {
        x.insert_axis(Axis(1))
    }

    fn __from_columns(columns: ArcArray2<A>) -> ArcArray1<A> {
        columns.index_axis_move(Axis(1), 0)
    }
}

impl<A: Float> OneOrTwoAxes<A> for Ix2 {
    fn __into_columns(x: ArcArray2<A>) -> ArcArray2<A> {
        x
    }

    fn __from_columns(columns: ArcArray2<A>) -> ArcArray2<A> {
        columns
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for ndarray::Ix1 {}
    impl Sealed for ndarray::Ix2 {}
}
