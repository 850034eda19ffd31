//! [`DateCycle`]: the place of a date or time in a period, on a circle.

use std::f64::consts::TAU;

use ndarray::{ArcArray1, ArcArray2, Array2};

use super::moment::{Moment, date_of, of_day, second, time_of};
use crate::Result;
use crate::shape::Signature;
use crate::space::Hyperparameters;
use crate::step::{Features, Stateless, Transform};

/// The place of each date or time in a period that repeats, as the sine and the cosine of an angle: `[n] -> [n, 2]`, of `f64`. The end of a
/// period is beside its begin, as it is for December and January.
///
/// Accepts `Date`, which is midnight, `Time`, `DateTime` and `Timestamp`, which is taken in UTC.
///
/// # Errors
/// [`Cycle::Day`] or [`Cycle::Hour`] of a `Date`, which has no time of the day; another one of a `Time`, which has no date.
///
/// ```
/// use shapeflow::prelude::*;
/// use shapeflow::records::Date;
/// use shapeflow::steps::{Cycle, DateCycle};
///
/// pipeline! {
///     Season(day: Date[n]) -> f64[n, 2] {
///         day |> DateCycle { cycle: Cycle::Year }
///     }
/// }
///
/// let day = |month, day| Date::constant(2025, month, day);
/// let model = Season::default().fit(array![day(1, 1)])?;
/// let places = model.predict(array![day(12, 31), day(1, 1), day(7, 2)])?;
/// let distance = |a: usize, b: usize| (&places.row(a) - &places.row(b)).mapv(|x| x * x).sum().sqrt();
/// assert!(distance(0, 1) < 0.02 && distance(1, 2) > 1.99);
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub struct DateCycle {
    /// Which period. Default: the year.
    #[space(nested)]
    pub cycle: Cycle,
}

/// A period that repeats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum Cycle {
    /// The year, of 365 or 366 days.
    #[default]
    Year,
    /// The month, of 28 to 31 days.
    Month,
    /// The week, from Monday.
    Week,
    /// The day.
    Day,
    /// The hour.
    Hour,
}

impl Cycle {
    /// Returns its name in the names of features.
    fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::Hour => "hour",
        }
    }

    /// Returns the part of the period that has passed, from 0 to less than 1.
    fn of<M: Moment>(self, moment: &M) -> Result<f64> {
        let (date, time) = moment.__parts();
        let name = || format!("Cycle::{self:?}");
        let of_date = || date_of::<M>(&name(), date);
        let of_time = || time_of::<M>(&name(), time);
        let passed = time.map_or(0.0, of_day);
        Ok(match self {
            Self::Year => {
                let date = of_date()?;
                (f64::from(date.day_of_year() - 1) + passed) / f64::from(date.days_in_year())
            }
            Self::Month => {
                let date = of_date()?;
                (f64::from(date.day() - 1) + passed) / f64::from(date.days_in_month())
            }
            Self::Week => (f64::from(of_date()?.weekday().to_monday_zero_offset()) + passed) / 7.0,
            Self::Day => of_day(of_time()?),
            Self::Hour => of_time().map(|time| (f64::from(time.minute()) + second(time) / 60.0) / 60.0)?,
        })
    }
}

impl Stateless for DateCycle {
    const SIGNATURE: Signature = Signature::new("[n] -> [n, 2]", &[]);
    const ROWWISE: bool = true;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        let cycle = self.cycle.name();
        let both = |name: &str| ["sin", "cos"].map(|axis| format!("{name}.{cycle}.{axis}")).to_vec();
        inputs.iter().filter_map(|input| input.each(both)).collect()
    }
}

impl<M: Moment> Transform<ArcArray1<M>> for DateCycle {
    type Out = ArcArray2<f64>;

    fn transform(&self, x: ArcArray1<M>) -> Result<ArcArray2<f64>> {
        let mut out = Array2::zeros((x.len(), 2));
        for (mut row, moment) in out.rows_mut().into_iter().zip(&x) {
            let (sin, cos) = (TAU * self.cycle.of(moment)?).sin_cos();
            row.assign(&ndarray::aview1(&[sin, cos]));
        }
        Ok(out.into_shared())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, DateTime, Time};

    use super::*;
    use crate::records::Cell;

    #[test]
    fn a_period_is_passed_once() {
        let of = |cycle: Cycle, text: &str| {
            cycle.of(&DateTime::read(text).expect("a date and time")).expect("it has a time of the day")
        };
        assert_eq!(of(Cycle::Year, "2025-01-01T00:00"), 0.0);
        assert_eq!(of(Cycle::Year, "2024-12-31T12:00"), 365.5 / 366.0);
        assert_eq!(of(Cycle::Month, "2026-02-15T00:00"), 0.5);
        // A Sunday, and a Monday.
        assert_eq!(
            (of(Cycle::Week, "2026-11-29T12:00"), of(Cycle::Week, "2026-11-30T00:00")),
            (6.5 / 7.0, 0.0)
        );
        assert_eq!((of(Cycle::Day, "2026-11-29T18:00"), of(Cycle::Hour, "2026-11-29T18:45")), (0.75, 0.75));
        assert!(Cycle::Week.of(&Time::midnight()).is_err() && Cycle::Day.of(&Time::midnight()).is_ok());
        let error = Cycle::Day.of(&Date::constant(2026, 1, 1)).expect_err("a date").to_string();
        assert!(
            error.starts_with("`Cycle::Day` needs a time of the day, which a `Date` does not have"),
            "{error}"
        );
    }
}
