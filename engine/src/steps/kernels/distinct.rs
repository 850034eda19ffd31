//! [`Distinct`]: cells whose different values can be ordered and counted.
//!
//! Invariant: the order is total, so that the first of equally frequent values is the same on each run.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::records::{Category, Cell, ClosedCategory, Plain};

/// A type of which a column has values that are told apart: numbers, `bool`, `char`, `String`, [`Category`](struct@Category), and enums with
/// [`#[derive(Category)]`](macro@crate::records::Category), and with the feature `dates` dates and times.
#[diagnostic::on_unimplemented(
    message = "the values of type `{Self}` cannot be told apart",
    label = "not `Distinct`",
    note = "numbers, `bool`, `char`, `String`, `Category` and enums with `#[derive(Category)]` can"
)]
#[cfg_attr(
    feature = "dates",
    diagnostic::on_unimplemented(
        note = "so can `Date`, `DateTime`, `Time` and `Timestamp` of `shapeflow::records`"
    )
)]
pub trait Distinct: Plain {
    /// Compares two values.
    fn order(&self, other: &Self) -> Ordering;

    /// Returns the value as a real number; `None` for other types than `f32` and `f64`.
    fn real(&self) -> Option<f64> {
        None
    }

    /// Returns the value nearest to a real number; `None` for other types than `f32` and `f64`.
    fn of_real(_: f64) -> Option<Self> {
        None
    }

    /// Returns the value as an integer; `None` for other types, and beyond the range of `i128`.
    fn whole(&self) -> Option<i128> {
        None
    }

    /// Returns the value that equals an integer; `None` if the type has none.
    fn of_whole(_: i128) -> Option<Self> {
        None
    }

    /// Returns whether the value stands for none: NaN.
    fn is_nan(&self) -> bool {
        false
    }

    /// Writes a text that equal values have, and no others: `-0.0` is `0`, and there is one NaN.
    #[doc(hidden)]
    fn key(&self, out: &mut String) {
        // A text takes everything; values of a type of the user that fails are one.
        let _ = self.write(out);
    }
}

macro_rules! floats {
    ($($float:ty),+) => {
        $(impl Distinct for $float {
            fn order(&self, other: &Self) -> Ordering {
                // NaN is last, whatever its sign.
                self.is_nan().cmp(&other.is_nan()).then((*self + 0.0).total_cmp(&(*other + 0.0)))
            }

            fn real(&self) -> Option<f64> {
                Some(f64::from(*self))
            }

            fn of_real(number: f64) -> Option<Self> {
                Some(number as $float)
            }

            fn is_nan(&self) -> bool {
                <$float>::is_nan(*self)
            }

            fn key(&self, out: &mut String) {
                let _ = (if self.is_nan() { <$float>::NAN } else { *self + 0.0 }).write(out);
            }
        })+
    };
}
floats!(f32, f64);

macro_rules! integers {
    ($($integer:ty),+) => {
        $(impl Distinct for $integer {
            fn order(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }

            fn whole(&self) -> Option<i128> {
                i128::try_from(*self).ok()
            }

            fn of_whole(number: i128) -> Option<Self> {
                Self::try_from(number).ok()
            }
        })+
    };
}
integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

macro_rules! texts {
    ($($text:ty),+) => {
        $(impl Distinct for $text {
            fn order(&self, other: &Self) -> Ordering {
                self.cmp(other)
            }
        })+
    };
}
texts!(bool, char, String, Category);
#[cfg(feature = "dates")]
texts!(jiff::civil::Date, jiff::civil::DateTime, jiff::civil::Time, jiff::Timestamp);

impl<C: ClosedCategory + Plain> Distinct for C {
    fn order(&self, other: &Self) -> Ordering {
        self.index().cmp(&other.index())
    }
}

/// How often each value occurred.
#[derive(Debug, Clone)]
pub(crate) struct Counts<T> {
    /// By their texts, which differ for different values.
    known: HashMap<String, (T, usize)>,
    text: String,
}

impl<T> Default for Counts<T> {
    fn default() -> Self {
        Self { known: HashMap::new(), text: String::new() }
    }
}

impl<T: Distinct> Counts<T> {
    pub(crate) fn add(&mut self, value: &T) {
        self.text.clear();
        value.key(&mut self.text);
        match self.known.get_mut(&self.text) {
            Some((_, count)) => *count += 1,
            None => {
                self.known.insert(self.text.clone(), (value.clone(), 1));
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (text, (value, count)) in other.known {
            self.known.entry(text).or_insert((value, 0)).1 += count;
        }
    }

    /// Returns the values in their order, each with its text and its count.
    pub(crate) fn sorted(self) -> Vec<(T, String, usize)> {
        let mut all: Vec<_> =
            self.known.into_iter().map(|(text, (value, count))| (value, text, count)).collect();
        all.sort_by(|(one, ..), (other, ..)| one.order(other));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_in_their_order() {
        let mut counts = Counts::default();
        [10, 9, 10, -1].iter().for_each(|value| counts.add(value));
        let mut more = Counts::default();
        [9, 9].iter().for_each(|value| more.add(value));
        counts.merge(more);
        let sorted = counts.sorted();
        assert_eq!(sorted, [(-1, "-1".to_owned(), 1), (9, "9".to_owned(), 3), (10, "10".to_owned(), 2)]);
    }

    #[test]
    fn equal_numbers_are_one_value() {
        let mut counts = Counts::default();
        [0.0, -0.0, f64::NAN, -f64::NAN, -1.0].iter().for_each(|value| counts.add(value));
        let texts: Vec<(String, usize)> =
            counts.sorted().into_iter().map(|(_, text, count)| (text, count)).collect();
        assert_eq!(texts, [("-1".to_owned(), 1), ("0".to_owned(), 2), ("NaN".to_owned(), 2)]);
        assert_eq!((u8::of_whole(256), u8::of_whole(255), i64::of_whole(-3)), (None, Some(255), Some(-3)));
        assert_eq!((f32::of_real(0.1), String::of_real(1.0), 3_u8.real()), (Some(0.1), None, None));
    }
}
