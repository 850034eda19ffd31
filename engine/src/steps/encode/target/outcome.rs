//! [`Outcome`]: the targets that have a mean.

use crate::steps::kernels::label::Label;

/// A target of a [`TargetEncoder`](super::TargetEncoder): `f32` and `f64` are quantities, and integers and `bool` one of the classes 0 and 1.
///
/// The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no mean",
    label = "neither a number nor one of two classes",
    note = "number the classes with a `LabelEncoder`; for more than two, use `TargetClassEncoder`"
)]
pub trait Outcome: Copy + Send + Sync + 'static + sealed::Sealed {
    /// The number of which the mean is taken; `None` for a class other than 0 and 1.
    #[doc(hidden)]
    fn __number(self) -> Option<f64>;
}

macro_rules! outcomes {
    ($($class:ty),+) => {
        $(
            impl Outcome for $class {
                fn __number(self) -> Option<f64> {
                    self.class().filter(|&class| class < 2).map(|class| class as f64)
                }
            }
            impl sealed::Sealed for $class {}
        )+
    };
}
outcomes!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, bool);

macro_rules! quantities {
    ($($number:ty),+) => {
        $(
            impl Outcome for $number {
                fn __number(self) -> Option<f64> {
                    Some(f64::from(self))
                }
            }
            impl sealed::Sealed for $number {}
        )+
    };
}
quantities!(f32, f64);

mod sealed {
    pub trait Sealed {}
}
