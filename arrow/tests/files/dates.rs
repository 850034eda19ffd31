//! Dates and times: a file that pyarrow has written, what is written and read again, what is refused.

use std::sync::Arc;

use proptest::prelude::*;
use shapeflow::batches::Source as _;
use shapeflow::records::{Date, DateTime, Nullable, Time, Timestamp};
use shapeflow::sources::{BadCells, Counts};
use shapeflow_arrow::arrow_array::{
    ArrayRef, Date32Array, Date64Array, RecordBatch, StringArray, Time32SecondArray, Time64MicrosecondArray,
    TimestampMillisecondArray, TimestampSecondArray,
};
use shapeflow_arrow::{Arrow, Parquet, export, import, to_record_batch, write_parquet};

use super::*;

#[derive(Debug, Clone, PartialEq, Record)]
struct Moments {
    day32: Option<Date>,
    day64: Option<Date>,
    civil_s: Option<DateTime>,
    civil_ms: Option<DateTime>,
    civil_us: Option<DateTime>,
    civil_ns: Option<DateTime>,
    utc_s: Option<Timestamp>,
    utc_ms: Option<Timestamp>,
    utc_us: Option<Timestamp>,
    utc_ns: Option<Timestamp>,
    paris_ns: Option<Timestamp>,
    time_s: Option<Time>,
    time_ms: Option<Time>,
    time_us: Option<Time>,
    time_ns: Option<Time>,
}

/// The file of pyarrow.
const DATES: &[u8] = include_bytes!("../data/dates.parquet");

fn read<T: shapeflow::records::Cell>(text: &str) -> T {
    T::read(text).unwrap_or_else(|| panic!("`{text}` is a {}", T::NAME))
}

#[test]
fn each_unit_of_pyarrow_is_read_exactly() {
    let file = Parquet::of_bytes(DATES);
    let rows: Vec<Moments> = file.read::<Records<Moments>>().expect("five rows").iter().collect();
    let row = |day: &str, civil: [&str; 4], time: [&str; 4]| {
        let day: Option<Date> = Some(read(day));
        let [civil_s, civil_ms, civil_us, civil_ns] =
            civil.map(|text| (!text.is_empty()).then(|| read(text)));
        let [utc_s, utc_ms, utc_us, utc_ns] =
            civil.map(|text| (!text.is_empty()).then(|| read(&format!("{text}Z"))));
        let [time_s, time_ms, time_us, time_ns] = time.map(|text| Some(read(text)));
        Moments {
            day32: day,
            day64: day,
            civil_s,
            civil_ms,
            civil_us,
            civil_ns,
            utc_s,
            utc_ms,
            utc_us,
            utc_ns,
            paris_ns: utc_ns,
            time_s,
            time_ms,
            time_us,
            time_ns,
        }
    };
    let of = |text: &str, parts: [&str; 4]| parts.map(|part| format!("{text}{part}"));
    let now = of("2026-11-28T09:30:15", ["", ".123", ".123456", ".123456789"]);
    let before = of("1969-12-31T23:59:58", ["", ".123", ".123456", ".123456789"]);
    let expected = |at: usize| match at {
        0 => row(
            "2026-11-28",
            now.each_ref().map(String::as_str),
            ["09:30:15", "09:30:15.123", "09:30:15.123456", "09:30:15.123456789"],
        ),
        2 => row(
            "1969-12-31",
            before.each_ref().map(String::as_str),
            ["23:59:59", "23:59:59.123", "23:59:59.123456", "23:59:59.123456789"],
        ),
        3 => {
            row("0001-01-01", ["0001-01-01T00:00", "0001-01-01T00:00", "0001-01-01T00:00", ""], ["00:00"; 4])
        }
        _ => row(
            "9999-12-30",
            ["9999-12-30T00:00", "9999-12-30T00:00", "9999-12-30T00:00", ""],
            ["00:00:01", "00:00:00.001", "00:00:00.000001", "00:00:00.000000001"],
        ),
    };
    for at in [0, 2, 3, 4] {
        assert_eq!(rows[at], expected(at), "row {at}");
    }
    let batches = file.batches::<Records<Moments>>(2).expect("a size");
    let parts: Vec<Records<Moments>> = batches.pass(0).expect("opens").collect::<Result<_>>().expect("rows");
    assert_eq!(parts.iter().flat_map(Records::iter).collect::<Vec<_>>(), rows);
    assert_eq!(parts[0].day32.missing(), 1);
    assert_eq!((rows[1].day64, rows[1].civil_us, rows[1].utc_s, rows[1].time_ms), (None, None, None, None));
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Trip {
    day: Date,
    start: DateTime,
    opens: Time,
    paid: Timestamp,
    back: Option<Date>,
    end: Option<DateTime>,
    closes: Option<Time>,
    seen: Option<Timestamp>,
}

/// All days of the calendar.
fn days() -> impl Strategy<Value = Date> {
    let years = prop_oneof![-9999_i16..=9999, Just(-9999), Just(9999), 1969_i16..=1970];
    (years, 1_i8..=12, 1_i8..=31).prop_map(|(year, month, day)| {
        let first = Date::constant(year, month, 1);
        first.with().day(day.min(first.days_in_month())).build().expect("a day")
    })
}

fn times() -> impl Strategy<Value = Time> {
    (0_i8..24, 0_i8..60, 0_i8..60, 0_i32..1_000_000_000)
        .prop_map(|(hour, minute, second, nanosecond)| Time::constant(hour, minute, second, nanosecond))
}

/// Without nanoseconds, which a written column of them does not have.
fn civil() -> impl Strategy<Value = DateTime> {
    (days(), times()).prop_map(|(day, time)| {
        let whole = time.subsec_nanosecond() / 1000 * 1000;
        day.to_datetime(time.with().subsec_nanosecond(whole).build().expect("a time"))
    })
}

fn timestamps() -> impl Strategy<Value = Timestamp> {
    let microseconds = Timestamp::MIN.as_microsecond()..=Timestamp::MAX.as_microsecond();
    microseconds.prop_map(|microsecond| Timestamp::from_microsecond(microsecond).expect("in its range"))
}

fn trips() -> impl Strategy<Value = Vec<Trip>> {
    let maybe = (
        proptest::option::of(days()),
        proptest::option::of(civil()),
        proptest::option::of(times()),
        proptest::option::of(timestamps()),
    );
    let trip =
        (days(), civil(), times(), timestamps(), maybe).prop_map(|(day, start, opens, paid, maybe)| {
            let (back, end, closes, seen) = maybe;
            Trip { day, start, opens, paid, back, end, closes, seen }
        });
    prop::collection::vec(trip, 0..8)
}

#[allow(unsafe_code, reason = "the import of what was exported")]
fn through_c(records: &Records<Trip>) -> Records<Trip> {
    let (array, schema) = export(records).expect("exported");
    // SAFETY: they come from `export`.
    unsafe { import(array, &schema) }.expect("a table").read().expect("what was written")
}

proptest! {
    #[test]
    fn written_moments_are_read_again(trips in trips(), cut in 0_usize..8) {
        let records = Records::from(trips.clone());
        let batch = to_record_batch(&records).expect("a record batch");
        let cut = cut.min(trips.len());
        let parts = Arrow::of([batch.slice(0, cut), batch.slice(cut, trips.len() - cut)]);
        prop_assert_eq!(parts.read::<Records<Trip>>().expect("both").iter().collect::<Vec<_>>(), trips.clone());
        prop_assert_eq!(through_c(&records).iter().collect::<Vec<_>>(), trips.clone());
        let mut file = Vec::new();
        write_parquet(&records, &mut file).expect("written");
        let again: Records<Trip> = Parquet::of_bytes(file).read().expect("what was written");
        prop_assert_eq!(again.iter().collect::<Vec<_>>(), trips);
    }
}

#[test]
fn nanoseconds_that_a_column_lacks_are_an_error_with_their_place() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Seen {
        at: Option<Timestamp>,
    }
    let at = |text| Seen { at: Some(read(text)) };
    let rows = Records::from(vec![
        at("2026-11-28T09:30:00.000001Z"),
        Seen { at: None },
        at("2026-11-28T09:30:00.0000005Z"),
    ]);
    let error = to_record_batch(&rows).expect_err("half a microsecond").to_string();
    assert_eq!(
        error,
        "row 2 of the column `at`: `2026-11-28T09:30:00.0000005Z` has nanoseconds, and the column Timestamp(µs, \"UTC\") has none: \
         round it, or make the field a text"
    );
    assert!(write_parquet(&rows, Vec::new()).is_err());
}

fn table<'a>(columns: impl IntoIterator<Item = (&'a str, ArrayRef)>) -> Arrow {
    Arrow::of([RecordBatch::try_from_iter(columns).expect("columns of one length")])
}

#[test]
fn a_value_that_is_no_date_is_told_by_its_place() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Row {
        day: Option<Date>,
        part: Option<Date>,
        time: Option<Time>,
        start: Option<DateTime>,
        seen: Option<Timestamp>,
    }
    let columns: [(&str, ArrayRef); 5] = [
        ("day", Arc::new(Date32Array::from(vec![Some(2_932_896), Some(2_932_897), Some(-4_371_587), None]))),
        ("part", Arc::new(Date64Array::from(vec![Some(0), Some(1), Some(-86_400_000), None]))),
        ("time", Arc::new(Time64MicrosecondArray::from(vec![Some(0), Some(86_400_000_000), Some(-1), None]))),
        ("start", Arc::new(TimestampSecondArray::from(vec![Some(0), Some(i64::MAX), Some(i64::MIN), None]))),
        (
            "seen",
            Arc::new(
                TimestampMillisecondArray::from(vec![Some(0), Some(i64::MAX), Some(-1), None])
                    .with_timezone("+02:00"),
            ),
        ),
    ];
    let table = table(columns);
    assert_eq!(
        table.read::<Records<Row>>().expect_err("bad cells").to_string(),
        "record batches: row 1: column `day`: `2932897 days after 1970-01-01` is not a Date (whole days, the years -9999 to 9999) (7 bad cells in 4 rows)
record batches: row 1: column `part`: `1 ms after 1970-01-01` is not a Date (whole days, the years -9999 to 9999)
record batches: row 1: column `time`: `86400000000 µs after midnight` is not a Time (from midnight to less than 24 hours after it)
record batches: row 2: column `time`: `-1 µs after midnight` is not a Time (from midnight to less than 24 hours after it)
record batches: row 1: column `start`: `9223372036854775807 s after 1970` is not a DateTime (the years -9999 to 9999)
record batches: row 2: column `start`: `-9223372036854775808 s after 1970` is not a DateTime (the years -9999 to 9999)
record batches: row 1: column `seen`: `9223372036854775807 ms after 1970` is not a Timestamp (from -009999-01-02T01:59:59Z to 9999-12-30T22:00:00Z)
rows count from 0; correct the file, or say what to do with such cells: `.bad_cells(BadCells::DropRow)`"
    );
    let (rows, counts) =
        table.clone().bad_cells(BadCells::Missing).read_counted::<Records<Row>>().expect("missing");
    assert_eq!(
        rows.day,
        Nullable::from(vec![Some(read("9999-12-31")), None, Some(read("-009999-01-01")), None])
    );
    assert_eq!(
        rows.seen,
        Nullable::from(vec![Some(Timestamp::UNIX_EPOCH), None, Some(read("1969-12-31T23:59:59.999Z")), None])
    );
    assert_eq!(counts, Counts { read: 4, dropped: 0, missing: 7 });
    let (rows, counts) = table.bad_cells(BadCells::DropRow).read_counted::<Records<Row>>().expect("dropped");
    assert_eq!((rows.len(), counts), (2, Counts { read: 4, dropped: 2, missing: 0 }));
}

#[test]
fn columns_of_other_moments_are_told_in_the_table() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Wrong {
        day: DateTime,
        time: Option<Timestamp>,
        start: Timestamp,
        seen: Option<DateTime>,
        text: Date,
        count: f64,
    }
    let columns: [(&str, ArrayRef); 6] = [
        ("day", Arc::new(Date32Array::from(vec![0]))),
        ("time", Arc::new(Time32SecondArray::from(vec![0]))),
        ("start", Arc::new(TimestampSecondArray::from(vec![0]))),
        ("seen", Arc::new(TimestampSecondArray::from(vec![0]).with_timezone("UTC"))),
        ("text", Arc::new(StringArray::from(vec!["2026-11-28"]))),
        ("count", Arc::new(Date32Array::from(vec![0]))),
    ];
    assert_eq!(
        table(columns).read::<Records<Wrong>>().expect_err("other columns").to_string(),
        "record batches: 5 columns do not match the record
  column   wanted             found
  `day`    DateTime           Date32
  `time`   Option<Timestamp>  Time32(s)
  `start`  Timestamp          Timestamp(s)
  `seen`   Option<DateTime>   Timestamp(s, \"UTC\")
  `count`  f64                Date32"
    );
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Texts {
        day: Option<Date>,
    }
    let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("2026-11-28"), None, Some("28.11.2026")]));
    let error = table([("day", texts)]).read::<Records<Texts>>().expect_err("another notation").to_string();
    assert!(error.contains("row 2: column `day`: `28.11.2026` is not a date (`2026-11-28`)"), "{error}");
}

#[test]
fn a_null_without_an_option_and_a_timestamp_of_96_bits_are_refused() {
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Days {
        day32: Date,
    }
    let error = Parquet::of_bytes(DATES).called("dates.parquet").read::<Records<Days>>().expect_err("a null");
    let message = "dates.parquet: row 1: column `day32`: a missing value, but a Date is always there";
    assert!(error.to_string().starts_with(message), "{error}");
    #[derive(Debug, Clone, PartialEq, Record)]
    struct Civil {
        civil: Option<DateTime>,
    }
    let old = Parquet::of_bytes(include_bytes!("../data/int96.parquet").to_vec()).called("old.parquet");
    let error = old.read::<Records<Civil>>().expect_err("96 bits").to_string();
    assert!(error.starts_with("old.parquet: the column `civil` has the deprecated type INT96"), "{error}");
    assert_eq!(
        old.batches::<Records<Civil>>(1).expect("a size").pass(0).err().expect("96 bits").to_string(),
        error
    );
}
