//! [`ParseDate`]: dates and times from texts of a given format.

use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use ndarray::{ArcArray1, Array1};

use crate::records::{Category, Nullable, Plain};
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Stateless, Transform};
use crate::text::shown;
use crate::{Error, Result};

/// A date or time that a text of a given format says: `Date`, `DateTime`, `Time`, `Timestamp`.
///
/// The trait is sealed.
pub trait FromFormat: Plain + sealed::Sealed {
    /// Takes the date or time out of what a text says; an error says what the text has too much or too little.
    #[doc(hidden)]
    fn __of(parts: &BrokenDownTime) -> Result<Self, String>;
}

mod sealed {
    pub trait Sealed {}
}

/// Whether the parts have a date, a time of the day, an offset.
fn has(parts: &BrokenDownTime) -> (bool, bool, bool) {
    let date = parts.year().is_some() || parts.month().is_some() || parts.day().is_some();
    let time = parts.hour().is_some() || parts.minute().is_some() || parts.second().is_some();
    (date, time, parts.offset().is_some() || parts.iana_time_zone().is_some() || parts.timestamp().is_some())
}

macro_rules! formats {
    ($($type:ident: $wanted:pat, $needs:literal, $take:ident;)+) => {
        $(
            impl sealed::Sealed for $type {}

            impl FromFormat for $type {
                fn __of(parts: &BrokenDownTime) -> Result<Self, String> {
                    if !matches!(has(parts), $wanted) {
                        return Err($needs.to_owned());
                    }
                    parts.$take().map_err(|error| error.to_string())
                }
            }
        )+
    };
}
formats! {
    Date: (true, false, false), "the format must have a date and nothing else", to_date;
    DateTime: (true, true, false), "the format must have a date and a time of the day, without an offset", to_datetime;
    Time: (false, true, false), "the format must have a time of the day and nothing else", to_time;
    Timestamp: (_, _, true), "the format must have a date, a time and an offset", to_timestamp;
}

/// Reads a date or time from each text: `[n] -> [n]`, of `Date`, or of `DateTime` when written `ParseDate<DateTime>`; `Time` and
/// `Timestamp` too (pandas' `to_datetime(format=..)`).
///
/// Accepts `String` and [`Category`](struct@Category), and `Option` of these: a missing text is a missing date. Texts in the notation of
/// ISO 8601 need no step: a field of a record has the type `Date` itself.
///
/// # Errors
/// A text that does not have the format, with its row; a format that says less than the type has, or more: a `Date` has no time of the
/// day, which is not dropped, and a `DateTime` needs one.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::records::Date;
/// use shapeflow::steps::{DatePart, ParseDate, Part};
///
/// pipeline! {
///     Months(day: String[n]) -> f64[n] {
///         day |> ParseDate { format: "%d.%m.%Y".into() } |> DatePart { part: Part::Month }
///     }
/// }
///
/// let model = Months::default().fit(array!["28.11.2026".to_owned()])?;
/// assert_eq!(model.predict(array!["01.02.2024".to_owned()])?, array![2.0]);
/// let error = model.predict(array!["01.02.2024".to_owned(), "31.02.2024".to_owned()]).unwrap_err();
/// assert!(error.to_string().contains("`31.02.2024` in row 1 (counted from 0) is no Date of the format `%d.%m.%Y`"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Hyperparameters)]
#[space(crate = crate)]
pub struct ParseDate<D = Date> {
    /// The format, with the directives of `strptime`: `%Y` the year, `%m` the month, `%d` the day, `%H`, `%M`, `%S`, `%z` the offset.
    /// Default: `%Y-%m-%d`.
    pub format: String,
    /// Public, so that a step can be written with its format.
    #[doc(hidden)]
    #[space(ignore)]
    pub of: PhantomData<fn() -> D>,
}

impl<D> Default for ParseDate<D> {
    fn default() -> Self {
        Self { format: "%Y-%m-%d".into(), of: PhantomData }
    }
}

impl<D> Clone for ParseDate<D> {
    fn clone(&self) -> Self {
        Self { format: self.format.clone(), of: PhantomData }
    }
}

impl<D> PartialEq for ParseDate<D> {
    fn eq(&self, other: &Self) -> bool {
        self.format == other.format
    }
}

impl<D> fmt::Debug for ParseDate<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseDate").field("format", &self.format).finish_non_exhaustive()
    }
}

#[cfg(feature = "save")]
impl<D: 'static> crate::save::Save for ParseDate<D> {
    const VERSION: u32 = 1;

    fn save(&self, out: &mut crate::save::Writer<'_>) -> Result<()> {
        out.field("format", &self.format)
    }

    fn load(state: &mut crate::save::Reader<'_>) -> Result<Self> {
        Ok(Self { format: state.field("format")?, of: PhantomData })
    }
}

impl<D: FromFormat> ParseDate<D> {
    fn read(&self, row: usize, text: &str) -> Result<D> {
        let parts = BrokenDownTime::parse(&self.format, text).map_err(|error| error.to_string());
        parts.and_then(|parts| D::__of(&parts)).map_err(|why| {
            Error::new(format!(
                "{} in row {row} (counted from 0) is no {} of the format {}: {}",
                shown(text),
                D::NAME,
                shown(&self.format),
                shown_reason(&why)
            ))
        })
    }
}

/// Returns the start of a reason, which may repeat the format.
fn shown_reason(why: &str) -> String {
    const MOST: usize = 200;
    why.chars().take(MOST).collect()
}

impl<D: 'static> Stateless for ParseDate<D> {
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;
    const COLUMNWISE: bool = true;
}

macro_rules! texts {
    ($($text:ty),+) => {
        $(
            impl<D: FromFormat> Transform<ArcArray1<$text>> for ParseDate<D> {
                type Out = ArcArray1<D>;

                fn transform(&self, x: ArcArray1<$text>) -> Result<ArcArray1<D>> {
                    let dates = x.iter().enumerate().map(|(row, text)| self.read(row, text));
                    Ok(dates.collect::<Result<Array1<D>>>()?.into_shared())
                }
            }

            impl<D: FromFormat> Transform<Nullable<$text>> for ParseDate<D> {
                type Out = Nullable<D>;

                fn transform(&self, x: Nullable<$text>) -> Result<Nullable<D>> {
                    x.iter().enumerate().map(|(row, text)| text.map(|text| self.read(row, text)).transpose()).collect()
                }
            }
        )+
    };
}
texts!(String, Category);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_format_are_read() {
        let step = ParseDate::<DateTime> { format: "%m/%d/%y %H:%M".into(), ..Default::default() };
        let texts = Nullable::from(vec![Some("11/28/26 09:30".to_owned()), None]);
        let dates = step.transform(texts).expect("the format is right");
        assert_eq!(dates.get(0).map(ToString::to_string).as_deref(), Some("2026-11-28T09:30:00"));
        assert!(!dates.is_present(1));
        let category = ArcArray1::from_elem(1, Category::from("2026-11-28"));
        assert_eq!(
            ParseDate::<Date>::default().transform(category).expect("ISO")[0],
            Date::constant(2026, 11, 28)
        );
    }

    #[test]
    fn nothing_that_a_text_says_is_dropped_and_nothing_is_added() {
        fn one<D: FromFormat + fmt::Debug>(format: &str, text: &str) -> Result<String> {
            let step = ParseDate::<D> { format: format.into(), ..Default::default() };
            step.transform(ArcArray1::from_elem(1, text.to_owned())).map(|dates| format!("{:?}", dates[0]))
        }
        assert!(one::<DateTime>("%Y-%m-%dT%H:%M:%S%z", "2026-11-28T23:30:00-0500").is_err());
        assert!(one::<DateTime>("%Y-%m-%d", "2026-11-28").is_err());
        assert!(one::<Date>("%Y-%m-%d %H:%M", "2026-11-28 09:30").is_err());
        assert!(one::<Time>("%Y", "2026").is_err() && one::<Time>("", "").is_err());
        assert!(one::<Time>("%s", "1764322200").is_err() && one::<Date>("%s", "1764322200").is_err());
        assert_eq!(one::<Time>("%H:%M", "09:30").ok().as_deref(), Some("09:30:00"));
        let stamp = one::<Timestamp>("%Y-%m-%dT%H:%M:%S%z", "2026-11-28T23:30:00-0500");
        assert_eq!(stamp.ok().as_deref(), Some("2026-11-29T04:30:00Z"));
        assert_eq!(one::<Timestamp>("%s", "0").ok().as_deref(), Some("1970-01-01T00:00:00Z"));
        let long = "%".repeat(100_000);
        assert!(one::<Date>(&long, "x").expect_err("no format").to_string().len() < 500);
    }

    #[test]
    fn a_wrong_text_or_format_is_an_error_that_names_the_row() {
        let one = |format: &str, text: &str| {
            let step = ParseDate::<Date> { format: format.into(), ..Default::default() };
            step.transform(ArcArray1::from_elem(1, text.to_owned())).map(|dates| dates[0].to_string())
        };
        for (format, text) in [
            ("%d.%m.%Y", "2026-11-28"),
            ("%Y-%m", "2026-11"),
            ("%Q", "1"),
            ("", ""),
            ("%Y-%m-%d", "2026-11-28x"),
            ("%", "1"),
        ] {
            let error = one(format, text).expect_err(text).to_string();
            assert!(
                error.starts_with(&format!("`{text}` in row 0 (counted from 0) is no Date of the format")),
                "{error}"
            );
        }
    }
}
