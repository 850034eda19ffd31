//! [`ParseDate`]: dates and times from texts of a given format.

use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
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
    /// Reads a text.
    #[doc(hidden)]
    fn __parse(format: &str, text: &str) -> Result<Self, jiff::Error>;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! formats {
    ($($type:ident),+) => {
        $(
            impl sealed::Sealed for $type {}

            impl FromFormat for $type {
                fn __parse(format: &str, text: &str) -> Result<Self, jiff::Error> {
                    $type::strptime(format, text)
                }
            }
        )+
    };
}
formats!(Date, DateTime, Time, Timestamp);

/// Reads a date or time from each text: `[n] -> [n]`, of `Date`, or of `DateTime` when written `ParseDate<DateTime>`; `Time` and
/// `Timestamp` too (pandas' `to_datetime(format=..)`).
///
/// Accepts `String` and [`Category`](struct@Category), and `Option` of these: a missing text is a missing date. Texts in the notation of
/// ISO 8601 need no step: a field of a record has the type `Date` itself.
///
/// # Errors
/// A text that does not have the format, with its row; a format that does not say all of the date.
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
        D::__parse(&self.format, text).map_err(|error| {
            Error::new(format!(
                "{} in row {row} (counted from 0) is no {} of the format `{}`: {error}",
                shown(text),
                D::NAME,
                self.format
            ))
        })
    }
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
