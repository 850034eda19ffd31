//! Exact conversions between types of numbers.
//!
//! Invariant: a converted number is the same number, or there is none.

use std::fmt;

use shapeflow::records::Plain;

/// A number of any type. The floats are those of at most 64 bits, so each is an `f64`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Exact {
    Whole(i128),
    Float(f64),
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
        }
    }
}

/// A type of number that a field can have.
pub(crate) trait Number: Plain + Default {
    /// Returns the same number; `None` if the type has no such number.
    fn of(number: Exact) -> Option<Self>;
}

macro_rules! whole {
    ($($number:ty),+) => {
        $(
            impl Number for $number {
                fn of(number: Exact) -> Option<Self> {
                    match number {
                        Exact::Whole(number) => Self::try_from(number).ok(),
                        Exact::Float(_) => None,
                    }
                }
            }

            impl From<$number> for Exact {
                fn from(number: $number) -> Self {
                    Self::Whole(number as i128)
                }
            }
        )+
    };
}
whole!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Number for f64 {
    fn of(number: Exact) -> Option<Self> {
        match number {
            Exact::Whole(number) => Some(number as f64).filter(|float| *float as i128 == number),
            Exact::Float(float) => Some(float),
        }
    }
}

impl Number for f32 {
    fn of(number: Exact) -> Option<Self> {
        match number {
            Exact::Whole(number) => Some(number as f32).filter(|float| *float as i128 == number),
            Exact::Float(float) => {
                let narrow = float as f32;
                (f64::from(narrow) == float || float.is_nan()).then_some(narrow)
            }
        }
    }
}

impl From<f32> for Exact {
    fn from(number: f32) -> Self {
        Self::Float(number.into())
    }
}

impl From<f64> for Exact {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_or_none() {
        let border = 1_i64 << 53;
        assert_eq!((f64::of(border.into()), f64::of((border + 1).into())), (Some(border as f64), None));
        assert_eq!(
            (f32::of(16_777_216_u32.into()), f32::of(16_777_217_u32.into())),
            (Some(16_777_216.0), None)
        );
        assert_eq!(
            (u8::of(255_i64.into()), u8::of(256_i64.into()), u8::of((-1_i8).into())),
            (Some(255), None, None)
        );
        assert_eq!((u64::of(u64::MAX.into()), i64::of(u64::MAX.into())), (Some(u64::MAX), None));
        assert_eq!((f64::of(u64::MAX.into()), f64::of(i64::MIN.into())), (None, Some(i64::MIN as f64)));
        assert_eq!(
            (i32::of(1.0_f64.into()), f64::of(0.5_f32.into()), f32::of(0.1_f64.into())),
            (None, Some(0.5), None)
        );
        assert!(f32::of(f32::NAN.into()).is_some_and(f32::is_nan));
    }
}
