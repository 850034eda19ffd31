//! [`DatePart`]: a part of a date or time, as a number.

use ndarray::{ArcArray1, Array1};

use super::moment::{Moment, date_of, days, of_day, second, time_of};
use crate::Result;
use crate::records::Nullable;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};

/// A part of each date or time, as a number: `[n] -> [n]`, of `f64` (pandas' `Series.dt.month` and others).
///
/// Accepts `Date`, `Time`, `DateTime` and `Timestamp`, which is taken in UTC, and `Option` of these: a part of a missing date is missing. A part
/// that repeats, such as the month, has no order across its ends for a linear model; see [`DateCycle`](super::DateCycle).
///
/// # Errors
/// A part of the day, such as [`Part::Hour`], of a `Date`, which has none, and a part of the date of a `Time`.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::records::{Date, Nullable};
/// use shapeflow::steps::{DatePart, Part};
///
/// pipeline! {
///     Season(day: Option<Date>[n]) -> f64[n] {
///         day |> DatePart { part: Part::Month } |> SimpleImputer
///     }
/// }
///
/// let days = vec![Some(Date::constant(2024, 2, 29)), None, Some(Date::constant(2024, 12, 1))];
/// let model = Season::default().fit(days)?;
/// assert_eq!(model.predict(vec![Some(Date::constant(2026, 11, 28)), None])?, array![11.0, 7.0]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct DatePart {
    /// Which part. Default: the days since 1970-01-01.
    #[space(nested)]
    pub part: Part,
}

/// A part of a date or time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum Part {
    /// The days since 1970-01-01, with the part of the day that has passed.
    #[default]
    Days,
    /// The year.
    Year,
    /// The quarter of the year, 1 to 4.
    Quarter,
    /// The month, 1 to 12.
    Month,
    /// The week of the year by ISO 8601, 1 to 53.
    Week,
    /// The day of the year, 1 to 366.
    DayOfYear,
    /// The day of the month, 1 to 31.
    Day,
    /// The day of the week, from 0 for Monday to 6 for Sunday.
    Weekday,
    /// The hour, 0 to 23.
    Hour,
    /// The minute, 0 to 59.
    Minute,
    /// The second with its fraction, from 0 to less than 60.
    Second,
}

impl Part {
    /// Returns its name in the names of features.
    fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Week => "week",
            Self::DayOfYear => "day_of_year",
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    fn of<M: Moment>(self, moment: &M) -> Result<f64> {
        let (date, time) = moment.__parts();
        let name = || format!("Part::{self:?}");
        let of_date = || date_of::<M>(&name(), date);
        let of_time = || time_of::<M>(&name(), time);
        Ok(match self {
            Self::Days => days(of_date()?) + time.map_or(0.0, of_day),
            Self::Year => of_date()?.year().into(),
            Self::Quarter => f64::from((of_date()?.month() - 1) / 3 + 1),
            Self::Month => of_date()?.month().into(),
            Self::Week => of_date()?.iso_week_date().week().into(),
            Self::DayOfYear => of_date()?.day_of_year().into(),
            Self::Day => of_date()?.day().into(),
            Self::Weekday => of_date()?.weekday().to_monday_zero_offset().into(),
            Self::Hour => of_time()?.hour().into(),
            Self::Minute => of_time()?.minute().into(),
            Self::Second => second(of_time()?),
        })
    }
}

impl Stateless for DatePart {
    const SIGNATURE: Signature = Signature::new("[n] -> [n]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let part = self.part.name();
        inputs.iter().filter_map(|input| input.each(|name| vec![format!("{name}.{part}")])).collect()
    }
}

impl<M: Moment> Transform<ArcArray1<M>> for DatePart {
    type Out = ArcArray1<f64>;

    fn transform(&self, x: ArcArray1<M>) -> Result<ArcArray1<f64>> {
        let parts = x.iter().map(|moment| self.part.of(moment));
        Ok(parts.collect::<Result<Array1<f64>>>()?.into_shared())
    }
}

impl<M: Moment> Transform<Nullable<M>> for DatePart {
    type Out = Nullable<f64>;

    fn transform(&self, x: Nullable<M>) -> Result<Nullable<f64>> {
        x.iter().map(|moment| moment.map(|moment| self.part.of(moment)).transpose()).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::{Date, DateTime};

    use super::*;
    use crate::records::Cell;

    fn parts(text: &str) -> Vec<f64> {
        use Part::{Day, DayOfYear, Days, Hour, Minute, Month, Quarter, Second, Week, Weekday, Year};
        let moment = DateTime::read(text).expect("a date and time");
        let all = [Days, Year, Quarter, Month, Week, DayOfYear, Day, Weekday, Hour, Minute, Second];
        all.iter().map(|part| part.of(&moment).expect("it has all parts")).collect()
    }

    /// As pandas 3.1.1 gives them, but for the fraction of a second.
    #[test]
    fn parts_are_those_of_the_calendar() {
        let leap = parts("2024-02-29T18:30:15.5");
        assert_eq!(leap[1..], [2024.0, 1.0, 2.0, 9.0, 60.0, 29.0, 3.0, 18.0, 30.0, 15.5]);
        assert!((leap[0] - (19782.0 + 66615.5 / 86400.0)).abs() < 1e-9, "{}", leap[0]);
        // The first days of a year can be in the last week of the one before.
        assert_eq!(parts("2021-01-03T00:00")[..8], [18630.0, 2021.0, 1.0, 1.0, 53.0, 3.0, 3.0, 6.0]);
        assert_eq!(parts("1969-12-31T12:00")[0], -0.5);
        assert_eq!(parts("9999-12-31T00:00")[0], 2932896.0);
        let offset = Timestamp::read("2026-11-28T01:00:00+02:00").expect("a time with an offset");
        assert_eq!((Part::Day.of(&offset).ok(), Part::Hour.of(&offset).ok()), (Some(27.0), Some(23.0)));
    }

    #[test]
    fn a_date_has_no_hour() {
        let step = DatePart { part: Part::Hour };
        let error = step.transform(ArcArray1::from_elem(1, Date::constant(2026, 1, 1))).expect_err("a date");
        assert_eq!(
            error.to_string(),
            "`Part::Hour` needs a time of the day, which a `Date` does not have: use a `DateTime`"
        );
    }

    #[test]
    fn a_part_of_a_missing_date_is_missing() {
        let dates = Nullable::from(vec![None, Some(Date::constant(2026, 11, 28))]);
        let months = DatePart { part: Part::Month }.transform(dates).expect("dates have months");
        assert_eq!(months, Nullable::from(vec![None, Some(11.0)]));
    }
}
