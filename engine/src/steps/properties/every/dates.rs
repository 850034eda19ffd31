//! The lines of the steps of dates.

use jiff::civil::Date;
use ndarray::ArcArray1;

use super::case::case;
use super::cell::Cell;
use super::inputs::none;
use super::line::{Line, line};
use crate::steps::*;

impl Cell for Date {
    fn number(&self) -> f64 {
        f64::from(self.year()) * 400.0 + f64::from(self.day_of_year())
    }
}

fn days(count: usize) -> ArcArray1<Date> {
    (0..count)
        .map(|row| Date::constant(2020 + (row % 9) as i16, 1 + (row % 12) as i8, 1 + (row % 28) as i8))
        .collect()
}

fn texts_of_days(count: usize) -> ArcArray1<String> {
    days(count).iter().map(ToString::to_string).collect()
}

pub(super) fn lines() -> Vec<Line> {
    vec![
        line!(DatePart: case(DatePart { part: Part::Month }, days, none)),
        line!(DateCycle: case(DateCycle::default(), days, none)),
        line!(ParseDate: case(ParseDate::<Date>::default(), texts_of_days, none)),
    ]
}
