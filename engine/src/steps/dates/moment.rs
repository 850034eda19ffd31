//! [`Moment`]: the types of dates and times.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::records::Plain;
use crate::{Error, Result};

/// A date, a time of the day, or both: `Date`, `Time`, `DateTime`, and `Timestamp`, which is taken in UTC.
///
/// The trait is sealed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no date or time",
    label = "not a `Date`, `Time`, `DateTime` or `Timestamp`",
    note = "a text becomes a date by `ParseDate`"
)]
pub trait Moment: Plain + sealed::Sealed {
    /// Returns the date and the time of the day, as far as the type has them.
    #[doc(hidden)]
    fn __parts(&self) -> (Option<Date>, Option<Time>);
}

impl Moment for Time {
    fn __parts(&self) -> (Option<Date>, Option<Time>) {
        (None, Some(*self))
    }
}

impl Moment for Date {
    fn __parts(&self) -> (Option<Date>, Option<Time>) {
        (Some(*self), None)
    }
}

impl Moment for DateTime {
    fn __parts(&self) -> (Option<Date>, Option<Time>) {
        (Some(self.date()), Some(self.time()))
    }
}

impl Moment for Timestamp {
    fn __parts(&self) -> (Option<Date>, Option<Time>) {
        Offset::UTC.to_datetime(*self).__parts()
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for jiff::civil::Date {}
    impl Sealed for jiff::civil::DateTime {}
    impl Sealed for jiff::civil::Time {}
    impl Sealed for jiff::Timestamp {}
}

/// Returns the date of a value of type `M`, which `part` is a part of.
pub(super) fn date_of<M: Moment>(part: &str, date: Option<Date>) -> Result<Date> {
    date.ok_or_else(|| {
        Error::new(format!("`{part}` needs a date, which a `{}` does not have: use a `DateTime`", M::NAME))
    })
}

/// Returns the time of the day of a value of type `M`, which `part` is a part of.
pub(super) fn time_of<M: Moment>(part: &str, time: Option<Time>) -> Result<Time> {
    time.ok_or_else(|| {
        Error::new(format!(
            "`{part}` needs a time of the day, which a `{}` does not have: use a `DateTime`",
            M::NAME
        ))
    })
}

/// Returns the part of a day that has passed, from 0 to 1.
pub(super) fn of_day(time: Time) -> f64 {
    let seconds = f64::from(time.hour()) * 3600.0 + f64::from(time.minute()) * 60.0 + second(time);
    seconds / 86_400.0
}

/// Returns the second with its fraction.
pub(super) fn second(time: Time) -> f64 {
    f64::from(time.second()) + f64::from(time.subsec_nanosecond()) / 1e9
}

/// Returns the number of days from 1970-01-01.
pub(super) fn days(date: Date) -> f64 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    f64::from(date.duration_since(EPOCH).as_hours() as i32) / 24.0
}
