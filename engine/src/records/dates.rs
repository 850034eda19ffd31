//! Dates and times as cells: the civil types and the timestamp of the crate `jiff`, in the notation of ISO 8601.
//!
//! Invariant: a text is read as a whole or not at all: a date does not take a time and drop it, and a time of day is never added.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use ndarray::ArcArray1;

use super::cells::cell;
use super::contract::{Cell, Plain};

cell! {
    Date as "date (`2026-11-28`)": Date::ZERO, |text| {
        // The parser also accepts a date with a time, of which it drops the time.
        let date: Date = text.parse().ok()?;
        (date.to_string() == text).then_some(date)
    };
    DateTime as "date and time (`2026-11-28T09:30:00`)": DateTime::ZERO, |text| {
        // The parser also accepts a date alone, to which it adds midnight, and an offset, which it drops.
        let (date, time) = text.split_once(['T', 't', ' '])?;
        Some(DateTime::from_parts(Date::read(date)?, Time::read(time)?))
    };
    Time as "time (`09:30:00`)": Time::midnight(), |text| {
        // The parser also accepts `2026` as 20:26, and what it drops: a date, an offset, the name of a zone.
        let is_time = text.contains(':') && text.chars().all(|sign| sign.is_ascii_digit() || ":.,".contains(sign));
        (is_time && !has_leap_second(text)).then(|| text.parse().ok()).flatten()
    };
    Timestamp as "time with an offset (`2026-11-28T09:30:00Z`, at most 9999-12-30T22:00:00Z)": Timestamp::UNIX_EPOCH, |text| {
        // The name of a zone is not compared with the offset.
        (!text.contains('[') && !has_leap_second(text)).then(|| text.parse().ok()).flatten()
    };
}

/// Whether a text has a second 60, for which the parser takes 59.
fn has_leap_second(text: &str) -> bool {
    text.contains(":60")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_dropped_from_a_text_and_nothing_is_added() {
        for text in [
            "2026-11-28T09:30:00",
            "2026-11-28 09:30",
            "20261128",
            "2026-13-01",
            "2026-02-29",
            "28.11.2026",
            " 2026-11-28",
            "",
        ] {
            assert_eq!(Date::read(text), None, "{text}");
        }
        for text in [
            "2026-11-28",
            "2026-11-28T25:00",
            "2026-11-28T09:30:00Z",
            "2026-11-28T09:30:00+02:00",
            "2026-11-28T09:30-05",
            "2026-11-28T09:30[Asia/Tokyo]",
            "09:30",
            "T",
            "20261128T09:30",
            "2026-11-28T0930",
            "2016-12-31T23:59:60",
        ] {
            assert_eq!(DateTime::read(text), None, "{text}");
        }
        for text in [
            "2026-11-28T09:30",
            "09:30Z",
            "09:30+01:00",
            "24:30",
            "9h",
            "2026",
            "12",
            "123456",
            "09:30[Europe/Paris]",
            "2026[x]",
            "12:30:60",
        ] {
            assert_eq!(Time::read(text), None, "{text}");
        }
        for text in [
            "2026-11-28T09:30:00",
            "2026-11-28",
            "now",
            "2026-11-28T09:30:00+02:00[bogus/zone]",
            "2016-12-31T23:59:60Z",
        ] {
            assert_eq!(Timestamp::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        fn again<C: Cell + PartialEq + fmt::Debug>(text: &str) {
            let cell = C::read(text).unwrap_or_else(|| panic!("`{text}` is a {}", C::NAME));
            let mut written = String::new();
            cell.write(&mut written).expect("a text takes everything");
            assert_eq!(C::read(&written), Some(cell), "{written}");
        }
        for text in ["2026-11-28", "2024-02-29", "0001-01-01", "9999-12-31"] {
            again::<Date>(text);
        }
        for text in ["2026-11-28T09:30", "2026-11-28 09:30:59.123456789", "1969-12-31T23:59:59"] {
            again::<DateTime>(text);
        }
        for text in ["09:30", "23:59:59.5"] {
            again::<Time>(text);
        }
        for text in ["2026-11-28T09:30:00Z", "2026-11-28 09:30:00.25-05:00", "1900-01-01T00:00:00+14:00"] {
            again::<Timestamp>(text);
        }
    }
}
