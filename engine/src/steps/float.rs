//! The element types of the numeric steps: `f32` and `f64`.
//!
//! Invariant: whatever comes in, the numbers in between are `f64`; only the result is rounded, once.

use ndarray::{Array2, ArrayView2, NdFloat};

/// `f32` or `f64`: what the numeric steps take.
///
/// The trait is sealed, so that a step may rely on both conversions being what they are for these two.
///
/// ```
/// use shapeflow::steps::Float;
///
/// assert_eq!(0.5_f32.widen(), 0.5_f64);
/// assert_eq!(f32::narrow(0.1), 0.1_f32);
/// ```
#[diagnostic::on_unimplemented(
    message = "the numeric steps take `f32` and `f64`, not `{Self}`",
    label = "neither `f32` nor `f64`"
)]
pub trait Float: NdFloat + sealed::Sealed {
    /// The same number as `f64`, exactly.
    fn widen(self) -> f64;

    /// The nearest number of this type.
    fn narrow(value: f64) -> Self;

    /// The rows as `f64`: themselves where they are, else a copy in `buffer`.
    #[doc(hidden)]
    fn widen_rows<'rows>(
        rows: ArrayView2<'rows, Self>,
        buffer: &'rows mut Array2<f64>,
    ) -> ArrayView2<'rows, f64>;
}

impl Float for f32 {
    fn widen(self) -> f64 {
        f64::from(self)
    }

    fn narrow(value: f64) -> f32 {
        value as f32
    }

    fn widen_rows<'rows>(
        rows: ArrayView2<'rows, f32>,
        buffer: &'rows mut Array2<f64>,
    ) -> ArrayView2<'rows, f64> {
        if buffer.dim() == rows.dim() {
            buffer.zip_mut_with(&rows, |wide, &value| *wide = f64::from(value));
        } else {
            *buffer = rows.mapv(f64::from);
        }
        buffer.view()
    }
}

impl Float for f64 {
    fn widen(self) -> f64 {
        self
    }

    fn narrow(value: f64) -> f64 {
        value
    }

    fn widen_rows<'rows>(rows: ArrayView2<'rows, f64>, _: &'rows mut Array2<f64>) -> ArrayView2<'rows, f64> {
        rows
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}
