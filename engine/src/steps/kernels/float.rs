//! [`Float`]: the element types of the numeric steps, `f32` and `f64`.
//!
//! Invariant: intermediate results are `f64` for both; only the final result is rounded, once.

use ndarray::{Array2, ArrayView2, NdFloat};

/// The element types that numeric steps accept: `f32` or `f64`.
///
/// The trait is sealed, so that steps can rely on both conversions.
///
/// ```
/// use shapeflow::steps::Float;
///
/// assert_eq!(0.5_f32.widen(), 0.5_f64);
/// assert_eq!(f32::narrow(0.1), 0.1_f32);
/// ```
#[diagnostic::on_unimplemented(
    message = "the numeric steps accept `f32` and `f64`, not `{Self}`",
    label = "neither `f32` nor `f64`"
)]
pub trait Float: NdFloat + sealed::Sealed {
    /// Converts to `f64`, exactly.
    fn widen(self) -> f64;

    /// Converts from `f64`, to the nearest number of this type.
    fn narrow(value: f64) -> Self;

    /// The rows as `f64`: themselves if they are `f64`, else a copy in `buffer`.
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
