//! [`Distinct`]: cells whose different values can be ordered and counted.
//!
//! Invariant: the order is total, so that the first of equally frequent values is the same on each run.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::records::{Category, ClosedCategory, Plain};

/// A type of which a column has values that are told apart: numbers, `bool`, `char`, `String`, [`Category`], and enums with
/// [`#[derive(Category)]`](macro@crate::records::Category).
#[diagnostic::on_unimplemented(
    message = "the values of type `{Self}` cannot be told apart",
    label = "not `Distinct`",
    note = "numbers, `bool`, `char`, `String`, `Category` and enums with `#[derive(Category)]` can"
)]
pub trait Distinct: Plain {
    /// Compares two values.
    fn order(&self, other: &Self) -> Ordering;

    /// Returns the value as a number; `None` if the type has no numbers.
    fn number(&self) -> Option<f64> {
        None
    }

    /// Returns the value that equals a number; `None` if the type has none.
    fn of_number(_: f64) -> Option<Self> {
        None
    }
}

macro_rules! floats {
    ($($float:ty),+) => {
        $(impl Distinct for $float {
            fn order(&self, other: &Self) -> Ordering {
                self.total_cmp(other)
            }

            fn number(&self) -> Option<f64> {
                Some(f64::from(*self))
            }

            fn of_number(number: f64) -> Option<Self> {
                Some(number as $float)
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

            fn number(&self) -> Option<f64> {
                Some(*self as f64)
            }

            fn of_number(number: f64) -> Option<Self> {
                let nearest = number as $integer;
                (nearest as f64 == number).then_some(nearest)
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
        // A text takes everything; a type of the user that fails is one value.
        let _ = value.write(&mut self.text);
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
    fn only_an_equal_number_is_a_value() {
        assert_eq!((u8::of_number(2.5), u8::of_number(256.0), u8::of_number(255.0)), (None, None, Some(255)));
        assert_eq!(
            (i64::of_number(-3.0), f32::of_number(0.1), String::of_number(1.0)),
            (Some(-3), Some(0.1), None)
        );
    }
}
