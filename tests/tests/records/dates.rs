//! Dates and times in tables: from a file to features, saved, cached and one at a time.

use shapeflow::prelude::*;
use shapeflow::records::{Date, DateTime};
use shapeflow::sources::Csv;
use shapeflow::steps::{Cycle, DateCycle, DatePart, ImputeStrategy, ParseDate, Part};

#[derive(Debug, Clone, PartialEq, Record)]
struct Trip {
    start: DateTime,
    booked: Option<Date>,
    paid: String,
}

pipeline! {
    Trips(trips: Trip[n]) -> f64[n, 6] {
        week    = trips.start |> DateCycle { cycle: Cycle::Week };
        hour    = trips.start |> DatePart { part: Part::Hour };
        booked  = trips.booked |> DatePart |> SimpleImputer;
        unknown = trips.booked |> MissingIndicator;
        paid    = trips.paid |> ParseDate { format: "%d.%m.%y".into() } |> DatePart { part: Part::Month };
        (week, hour, booked, unknown, paid) |> Columns |> StandardScaler
    }
}

const TABLE: &str = "start,booked,paid\n2026-11-28 09:30,2026-11-01,28.11.26\n2026-11-29T23:00:00,,01.12.26\n2026-12-01T12:15:30.5,2026-11-03,24.12.26\n";

#[test]
fn dates_go_from_a_file_to_features() -> Result<()> {
    let trips: Records<Trip> = Csv::of_text(TABLE).read()?;
    assert_eq!(trips.booked.missing(), 1);
    let model = Trips::default().fit(&trips)?;
    let features = model.feature_names();
    let expected =
        ["start.week.sin", "start.week.cos", "start.hour", "booked.days", "booked=missing", "paid.month"];
    assert_eq!(features.taken_by("output")?.names(), Some(expected.map(String::from).to_vec()));

    let all = model.predict(&trips)?;
    for (number, row) in trips.iter().enumerate() {
        assert_eq!(model.predict_one(row)?, all.row(number));
    }
    let path = std::env::temp_dir().join(format!("trips-{}.safetensors", std::process::id()));
    model.save(&path)?;
    let loaded = Trips::load(&path)?;
    std::fs::remove_file(&path)?;
    assert_eq!(loaded.predict(&trips)?, all);
    let text = shapeflow::sources::to_csv(&trips)?;
    assert_eq!(
        Csv::of_text(text).read::<Records<Trip>>()?.iter().collect::<Vec<_>>(),
        trips.iter().collect::<Vec<_>>()
    );
    Ok(())
}

#[test]
fn a_cell_that_is_no_date_is_told_by_its_place() {
    let text = TABLE.replace("2026-11-01", "01.11.2026");
    let error = Csv::of_text(text).read::<Records<Trip>>().expect_err("another notation").to_string();
    assert!(error.contains(":2: column `booked`: `01.11.2026` is not a date (`2026-11-28`)"), "{error}");
    let trips = Csv::of_text(TABLE.replace("24.12.26", "24.13.26")).read::<Records<Trip>>().expect("a text");
    let error = Trips::default().fit(&trips).expect_err("no such month").to_string();
    assert!(error.starts_with("trips.paid.parse_date: fit: `24.13.26` in row 2 (counted from 0)"), "{error}");
}

pipeline! {
    Filled(day: Option<Date>[n]) -> Date[n] { day |> SimpleImputer { strategy: ImputeStrategy::MostFrequent } }

    Averaged(day: Option<Date>[n]) -> Date[n] { day |> SimpleImputer }

    Days(day: Date[n]) -> usize[n] { day |> LabelEncoder::<Date> }
}

#[test]
fn dates_are_categories_but_no_numbers() -> Result<()> {
    let [one, other] = [Date::constant(2026, 11, 28), Date::constant(2024, 2, 29)];
    let days = vec![Some(one), None, Some(one), Some(other)];
    assert_eq!(Filled::default().fit(days.clone())?.predict(days.clone())?, array![one, one, one, other]);
    let error = Averaged::default().fit(days).expect_err("a date has no mean").to_string();
    assert!(error.contains("MostFrequent") && error.contains("Date"), "{error}");
    let model = Days::default().fit(array![one, other])?;
    assert_eq!(model.predict(vec![one, other, one])?, array![1, 0, 1]);
    Ok(())
}
