//! Dates and times: which columns a field accepts, and exact conversions in both directions.
//!
//! Invariant: a converted date or time is the same date or time, or there is none: nothing is rounded, and no time zone is guessed.

use std::any::Any;
use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Date32Type, Time64NanosecondType, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, PrimitiveArray, downcast_temporal_array};
use arrow_schema::{DataType, TimeUnit};
use jiff::SignedDuration;
use ndarray::ArcArray1;
use shapeflow::records::{AnyColumn, Date, DateTime, Field, Nullable, Plain, Time, Timestamp};
use shapeflow::{Error, ErrorKind, Result};

use super::accept::{holds, is_text};
use super::part::{Cells, Part, Values, each_text};

/// A type of dates or times that a field can have. Each is a duration after its zero: 1970-01-01, or midnight.
pub(crate) trait Moment: Plain {
    /// The type of the column that is written.
    type Arrow: ArrowPrimitiveType<Native: TryFrom<i128>>;
    /// The nanoseconds of one unit of it.
    const UNIT: i128;
    /// What a value should have been.
    const WANTED: &'static str;

    /// Returns whether columns of a type have such values.
    fn is_in(ty: &DataType) -> bool;

    /// Returns the date or time so long after zero; `None` if the type has no such one.
    fn of(duration: SignedDuration) -> Option<Self>;

    /// Returns how long after zero it is.
    fn after_zero(&self) -> SignedDuration;
}

const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Moment for Date {
    type Arrow = Date32Type;
    const UNIT: i128 = DAY.as_nanos();
    const WANTED: &'static str = "Date (whole days, the years -9999 to 9999)";

    fn is_in(ty: &DataType) -> bool {
        matches!(ty, DataType::Date32 | DataType::Date64)
    }

    fn of(duration: SignedDuration) -> Option<Self> {
        let at = <DateTime as Moment>::of(duration)?;
        (at.time() == Time::midnight()).then(|| at.date())
    }

    fn after_zero(&self) -> SignedDuration {
        self.to_datetime(Time::midnight()).after_zero()
    }
}

impl Moment for DateTime {
    type Arrow = TimestampMicrosecondType;
    const UNIT: i128 = 1000;
    const WANTED: &'static str = "DateTime (the years -9999 to 9999)";

    fn is_in(ty: &DataType) -> bool {
        matches!(ty, DataType::Timestamp(_, None))
    }

    fn of(duration: SignedDuration) -> Option<Self> {
        EPOCH.checked_add(duration).ok()
    }

    fn after_zero(&self) -> SignedDuration {
        self.duration_since(EPOCH)
    }
}

impl Moment for Timestamp {
    type Arrow = TimestampMicrosecondType;
    const UNIT: i128 = 1000;
    const WANTED: &'static str = "Timestamp (from -009999-01-02T01:59:59Z to 9999-12-30T22:00:00Z)";

    fn is_in(ty: &DataType) -> bool {
        matches!(ty, DataType::Timestamp(_, Some(_)))
    }

    fn of(duration: SignedDuration) -> Option<Self> {
        Timestamp::from_duration(duration).ok()
    }

    fn after_zero(&self) -> SignedDuration {
        self.as_duration()
    }
}

impl Moment for Time {
    type Arrow = Time64NanosecondType;
    const UNIT: i128 = 1;
    const WANTED: &'static str = "Time (from midnight to less than 24 hours after it)";

    fn is_in(ty: &DataType) -> bool {
        matches!(ty, DataType::Time32(_) | DataType::Time64(_))
    }

    fn of(duration: SignedDuration) -> Option<Self> {
        Time::midnight().checked_add(duration).ok()
    }

    fn after_zero(&self) -> SignedDuration {
        self.duration_since(Time::midnight())
    }
}

/// Evaluates an expression for the type of dates or times of a field; `None` if it has another type.
macro_rules! of_field {
    ($field:expr, $moment:ident => $value:expr) => {
        of_field!($field, $moment => $value, of Date, DateTime, Time, Timestamp)
    };
    ($field:expr, $moment:ident => $value:expr, of $($ty:ty),+) => {{
        $(if holds::<$ty>($field) {
            type $moment = $ty;
            return Some($value);
        })+
        None
    }};
}

/// Returns whether a field of dates or times accepts a column of this type; `None` for another field.
pub(crate) fn fits(field: &Field, ty: &DataType) -> Option<bool> {
    of_field!(field, M => M::is_in(ty) || is_text(ty))
}

/// Begins the column of a field of dates or times; `None` for another field.
pub(crate) fn part(field: &Field) -> Option<Box<dyn Part>> {
    of_field!(field, M => Box::new(Dates(Values::<M>::of(field))))
}

/// Returns the type of the column of a field of dates or times; `None` for another field.
pub(crate) fn type_of(field: &Field) -> Option<DataType> {
    of_field!(field, M => column_type::<M>())
}

/// Returns the array of the column of a field of dates or times; `None` for another field.
pub(crate) fn array(field: &Field, part: &dyn AnyColumn) -> Option<Result<ArrayRef>> {
    let column: &dyn Any = part;
    of_field!(field, M => {
        let complete = column.downcast_ref::<ArcArray1<M>>().map(|column| column.iter().map(Some).collect());
        let cells: Vec<Option<&M>> = match complete {
            Some(cells) => cells,
            None => column.downcast_ref::<Nullable<M>>()?.iter().collect(),
        };
        written(field, &cells)
    })
}

/// The type of the column that is written. Timestamps are in UTC.
fn column_type<M: Moment>() -> DataType {
    let has_zone = M::is_in(&DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())));
    if has_zone {
        DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
    } else {
        M::Arrow::DATA_TYPE
    }
}

fn written<M: Moment>(field: &Field, cells: &[Option<&M>]) -> Result<ArrayRef> {
    let units = cells.iter().enumerate().map(|(row, cell)| {
        let Some(moment) = cell else { return Ok(None) };
        let nanoseconds = moment.after_zero().as_nanos();
        let units = (nanoseconds % M::UNIT == 0).then_some(nanoseconds / M::UNIT);
        let native = units.and_then(|units| <M::Arrow as ArrowPrimitiveType>::Native::try_from(units).ok());
        native.map(Some).ok_or_else(|| {
            let mut text = String::new();
            // A text takes everything.
            let _ = moment.write(&mut text);
            let message = format!(
                "row {row} of the column `{}`: `{text}` has nanoseconds, and the column {} has none: round it, or make the \
                 field a text",
                field.name,
                column_type::<M>()
            );
            Error::of_kind(ErrorKind::Data, message)
        })
    });
    let array: PrimitiveArray<M::Arrow> = units.collect::<Result<_>>()?;
    Ok(Arc::new(array.with_data_type(column_type::<M>())))
}

/// How long after zero a number of a column is.
type Duration = fn(i64) -> SignedDuration;

/// Returns the duration of a number of a column of this type, and what the number counts.
fn unit(ty: &DataType) -> Option<(Duration, String)> {
    let of = |unit: &TimeUnit| -> (Duration, &str) {
        match unit {
            TimeUnit::Second => (SignedDuration::from_secs, "s"),
            TimeUnit::Millisecond => (SignedDuration::from_millis, "ms"),
            TimeUnit::Microsecond => (SignedDuration::from_micros, "µs"),
            TimeUnit::Nanosecond => (SignedDuration::from_nanos, "ns"),
        }
    };
    Some(match ty {
        // A column has at most 2^31 days.
        DataType::Date32 => {
            (|days| SignedDuration::from_secs(days.saturating_mul(86_400)), "days after 1970-01-01".into())
        }
        DataType::Date64 => (SignedDuration::from_millis, "ms after 1970-01-01".into()),
        DataType::Timestamp(unit, _) => (of(unit).0, format!("{} after 1970", of(unit).1)),
        DataType::Time32(unit) | DataType::Time64(unit) => {
            (of(unit).0, format!("{} after midnight", of(unit).1))
        }
        _ => return None,
    })
}

/// Days and some times of the day have 32 bits.
fn wide(number: impl Into<i64>) -> i64 {
    number.into()
}

/// A column of dates or times.
struct Dates<M>(Values<M>);

impl<M: Moment> Part for Dates<M> {
    fn append(&mut self, array: ArrayRef, cells: &mut dyn Cells) {
        let mut others = Vec::new();
        let mut values = Vec::with_capacity(array.len());
        let mut add = |cell: Option<Result<M, String>>| {
            let value = cell.transpose().unwrap_or_else(|other| {
                others.push((values.len(), other));
                None
            });
            values.push(value.unwrap_or_else(M::filler));
        };
        let wanted = if is_text(array.data_type()) {
            each_text(&array, |text| add(text.map(|text| M::read(text).ok_or_else(|| text.to_owned()))));
            M::wanted()
        } else if let Some((duration, counted)) = unit(array.data_type()) {
            let read = |number: i64| M::of(duration(number)).ok_or_else(|| format!("{number} {counted}"));
            let numbers: &dyn Array = &array;
            downcast_temporal_array! {
                numbers => numbers.iter().for_each(|number| add(number.map(wide).map(read))),
                _ => (0..array.len()).for_each(|_| add(None)),
            }
            M::WANTED.to_owned()
        } else {
            return self.0.append_missing(array.len(), cells);
        };
        let start = self.0.rows();
        self.0.append(values, array.logical_nulls().as_ref(), cells);
        for (row, value) in others {
            if cells.value(row, &value, &wanted) {
                self.0.clear(start + row);
            }
        }
    }

    fn finish(&mut self) -> Box<dyn AnyColumn> {
        self.0.finish()
    }
}
