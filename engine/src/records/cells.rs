//! The cells of the standard types, and of `Option`.
//!
//! Invariant: nothing is read that is not written: no spaces around a number, no 0 for `false`.

use std::fmt;

use ndarray::ArcArray1;

use super::contract::{Cell, Plain};
use super::nullable::Nullable;

impl<T: Plain> Cell for Option<T> {
    type Column = Nullable<T>;
    const NAME: &'static str = T::NAME;
    const MAY_BE_MISSING: bool = true;
    const CATEGORIES: &'static [&'static str] = T::CATEGORIES;

    fn column(cells: Vec<Self>) -> Nullable<T> {
        cells.into()
    }

    fn read(text: &str) -> Option<Self> {
        T::read(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn wanted() -> String {
        T::wanted()
    }

    fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |value| value.write(out))
    }
}

/// Implements `Cell` and `Plain` for types that are written as they are displayed: what takes the place of a missing value, and how a
/// text is read; after `as`, what a text should have been, if that is not the name of the type.
macro_rules! cell {
    ($($type:ty $(as $wanted:literal)?: $filler:expr, $read:expr;)+) => {
        $(
            impl Cell for $type {
                type Column = ArcArray1<$type>;
                const NAME: &'static str = stringify!($type);

                fn column(cells: Vec<Self>) -> ArcArray1<$type> {
                    cells.into()
                }

                fn read(text: &str) -> Option<Self> {
                    let read: fn(&str) -> Option<$type> = $read;
                    read(text)
                }

                $(fn wanted() -> String {
                    $wanted.to_owned()
                })?

                fn write(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                    write!(out, "{self}")
                }
            }

            impl Plain for $type {
                fn filler() -> Self {
                    $filler
                }
            }
        )+
    };
}
#[cfg(feature = "dates")]
pub(super) use cell;

macro_rules! numbers {
    ($($number:ty),+) => {
        cell! { $($number: <$number>::default(), |text| text.parse().ok();)+ }
    };
}
numbers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, char);

macro_rules! fractions {
    ($($number:ty),+) => {
        cell! {
            $($number: <$number>::default(), |text| {
                // The parser makes an infinity of a number that is too large.
                let is_number = |value: &$number| value.is_finite() || !text.bytes().any(|byte| byte.is_ascii_digit());
                text.parse().ok().filter(is_number)
            };)+
        }
    };
}
fractions!(f32, f64);
cell! {
    // As Rust, Python and R write it; a 0 or 1 is a number.
    bool: false, |text| match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    };
    String: String::new(), |text| Some(text.to_owned());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn again<C: Cell>(cell: &C) -> Option<C> {
        let mut text = String::new();
        cell.write(&mut text).expect("a text takes everything");
        if text.is_empty() && C::MAY_BE_MISSING { C::absent() } else { C::read(&text) }
    }

    proptest! {
        #[test]
        fn a_written_cell_is_read_again(
            number in any::<f64>(),
            small in any::<f32>(),
            whole in any::<i64>(),
            letter in any::<char>(),
            text in any::<String>(),
            missing in any::<Option<u8>>(),
        ) {
            prop_assert_eq!(again(&number).map(f64::to_bits), Some(number.to_bits()));
            prop_assert_eq!(again(&small).map(f32::to_bits), Some(small.to_bits()));
            prop_assert_eq!(again(&whole), Some(whole));
            prop_assert_eq!(again(&letter), Some(letter));
            prop_assert_eq!(again(&text), Some(text));
            prop_assert_eq!(again(&missing), Some(missing));
        }
    }

    #[test]
    fn a_text_of_another_type_is_no_cell() {
        assert_eq!(
            (f64::read("abc"), f64::read(" 1"), u8::read("256"), u8::read("-1")),
            (None, None, None, None)
        );
        assert_eq!((f32::read("1e39"), f64::read("-1e999"), f32::read("3.4e38")), (None, None, Some(3.4e38)));
        assert_eq!(
            (f32::read("-inf"), f64::read("Infinity")),
            (Some(f32::NEG_INFINITY), Some(f64::INFINITY))
        );
        assert_eq!((i32::read("1.0"), bool::read("1"), bool::read("True")), (None, None, Some(true)));
        assert_eq!((Option::<f32>::read("2"), Option::<f32>::read("")), (Some(Some(2.0)), None));
        assert_eq!((Option::<f32>::absent(), f32::absent()), (Some(None), None));
    }
}
