//! What pipelines compute from records, in each way to run them.

use std::sync::Arc;

use shapeflow::batches::{Rows, Source as _, Table as _};
use shapeflow::cache::Store;
use shapeflow::records::Nullable;

use super::*;

#[test]
fn columns_are_those_of_the_rows() {
    let (passengers, _) = passengers(40);
    let (port, fare, missing) = Plain::default()
        .fit(&passengers)
        .and_then(|model| {
            let outputs = model.predict(&passengers)?;
            Ok((outputs.port, outputs.fare, outputs.missing_indicator))
        })
        .expect("a fit");
    for (row, passenger) in passengers.iter().enumerate() {
        assert_eq!(port.get(row), passenger.port.as_ref());
        assert_eq!((fare[row], missing[row]), (passenger.fare, passenger.age.is_none()));
    }
    // A column is the buffer of the table, and not a copy.
    assert_eq!(fare.as_ptr(), passengers.fare.as_ptr());
}

#[test]
fn each_way_to_run_gives_the_same() {
    let (passengers, outcomes) = passengers(90);
    let survival = Survival::default();
    let model = survival.fit(&passengers, &outcomes.survived).expect("a fit");
    let probs = model.predict(&passengers).expect("known rows");
    let rows: Vec<Passenger> = passengers.iter().collect();
    assert_eq!(model.predict(&rows).expect("rows"), probs);
    assert_eq!(model.predict(rows.as_slice()).expect("rows"), probs);
    let (_, at_once) = survival.fit_transform(rows, &outcomes.survived).expect("a fit");
    assert_eq!(at_once, probs);
    let parallel = survival.fit_with(&Run::new().threads(1).expect("one"), &passengers, &outcomes.survived);
    assert_eq!(parallel.and_then(|model| model.predict(&passengers)).expect("a fit"), probs);

    let batches = Rows::of(passengers.clone()).by(7).expect("a size");
    let streamed: Result<Vec<Array2<f64>>> =
        Arc::new(model.clone()).stream(batches.pass(0).expect("a pass")).collect();
    assert_eq!(streamed.expect("known rows").iter().map(Array2::nrows).sum::<usize>(), 90);

    let folder = std::env::temp_dir().join(format!("records-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("survival.safetensors");
    model.save(&path).expect("saved");
    assert_eq!(Survival::load(&path).and_then(|model| model.predict(&passengers)).expect("loaded"), probs);

    let store = Store::open(folder.join("cache")).expect("a store");
    let run = Run::new().cache(store);
    for _ in 0..2 {
        let cached = survival.fit_with(&run, &passengers, &outcomes.survived).expect("a fit");
        assert_eq!(cached.predict(&passengers).expect("known rows"), probs);
    }
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn steps_of_columns_learn_from_batches() {
    let (passengers, _) = passengers(50);
    let whole = Age::default().fit(&passengers).expect("a fit");
    let parts = Age::default().fit_batches(Rows::of(&passengers).by(9).expect("a size")).expect("a fit");
    let (whole, parts) =
        (whole.predict(&passengers).expect("rows"), parts.predict(&passengers).expect("rows"));
    assert!((&whole - &parts).iter().all(|difference| difference.abs() < 1e-12));
}

#[test]
fn a_second_table_goes_through_the_steps_of_the_first() {
    let (first, second) = (passengers(20).0, passengers(33).0);
    let outputs = Compared::default().fit_transform(&first, &second).expect("a fit").1;
    assert_eq!((outputs.scaled.len(), outputs.again.len()), (20, 33));
    assert_eq!(outputs.scaled[3], outputs.again[3]);
}

#[test]
fn one_row_is_predicted_as_in_a_table() {
    let (passengers, outcomes) = passengers(40);
    let model = Survival::default().fit(&passengers, &outcomes.survived).expect("a fit");
    let probs = model.predict(&passengers).expect("known rows");
    for row in [0, 2, 15] {
        let one = model.predict_one(passengers.row(row).expect("a row")).expect("a known row");
        assert_eq!(one, probs.row(row));
    }
    let (port, fare, missing) = Plain::default()
        .fit(&passengers)
        .and_then(|model| model.predict_one(passengers.row(4).expect("a row")))
        .expect("a row");
    assert_eq!((port, fare, missing), (None, 28.0, false));
}

#[test]
fn an_unknown_category_is_named_with_its_rows_and_the_step() {
    let (passengers, outcomes) = passengers(30);
    let model = Survival::default().fit(&passengers, &outcomes.survived).expect("a fit");
    let mut rows: Vec<Passenger> = passengers.iter().take(4).collect();
    rows[2].port = Some("oslo".into());
    let message = model.predict(rows).expect_err("an unknown port").to_string();
    assert!(
        message
            .starts_with("survival.filled.ordinal_encoder: predict: column `passengers.port`: not seen while fitting: `oslo` (row 2)"),
        "{message}"
    );
}

#[test]
fn rows_of_a_table_stay_together() {
    let (passengers, outcomes) = passengers(12);
    let table = (passengers.clone(), outcomes.clone());
    let (picked, labels) = table.rows_at(&[7, 2]).expect("rows");
    assert_eq!(
        picked.iter().collect::<Vec<_>>(),
        [passengers.row(7), passengers.row(2)].map(|row| row.expect("a row"))
    );
    assert_eq!(labels.survived.to_vec(), [outcomes.survived[7], outcomes.survived[2]]);
    let parts = [passengers.row_range(0..5).expect("rows"), passengers.row_range(5..12).expect("rows")];
    assert_eq!(Records::stack(&parts).expect("parts"), passengers);
    assert!(passengers.rows_at(&[12]).is_err() && passengers.row_range(3..13).is_err());
    assert!((passengers.row_range(0..5).expect("rows"), outcomes).row_count().is_err());
    let ages: Nullable<f32> = passengers.age.row_range(0..2).expect("rows");
    assert_eq!((ages.len(), ages.missing()), (2, 0));
}

#[test]
fn columns_of_different_lengths_are_no_table() {
    let (first, second) = (passengers(3).0, passengers(4).0);
    let mut columns = first.into_columns();
    columns.fare = second.fare.clone();
    let message = Records::<Passenger>::new(columns).expect_err("4 fares").to_string();
    assert_eq!(
        message,
        "all columns of `Passenger` need the same number of rows, but `age` has 3 and `fare` has 4"
    );
}

mod named_as_locals {
    use shapeflow::prelude::*;

    pub(super) const COUNT: usize = 3;

    /// Fields with the names that derived code could use for its own values.
    #[derive(Debug, Clone, Copy, PartialEq, Record)]
    pub(super) struct Named {
        pub(super) rows: f32,
        pub(super) row: usize,
        pub(super) count: Option<u8>,
        pub(super) of: bool,
        pub(super) parts: i64,
        pub(super) range: char,
        pub(super) columns: f64,
        pub(super) cell: u32,
        pub(super) r#type: u16,
    }
}

#[test]
fn fields_may_have_any_name() {
    use named_as_locals::{COUNT, Named};
    let named = |row: usize| Named {
        rows: 0.5,
        row,
        count: (row > 1).then_some(7),
        of: true,
        parts: -1,
        range: 'r',
        columns: 2.5,
        cell: 4,
        r#type: 5,
    };
    let records: Records<Named> = (0..COUNT).map(named).collect();
    assert_eq!(records.iter().collect::<Vec<_>>(), (0..COUNT).map(named).collect::<Vec<_>>());
    assert_eq!(records.row.to_vec(), [0, 1, 2]);
}

pipeline! {
    /// As many values as a tuple can have.
    Wide(passengers: Passenger[n]) -> f64[n, 17] {
        fare = passengers.fare;
        sex  = passengers.sex |> OneHot<2, f32>;
        is   = passengers.age |> MissingIndicator;
        (fare, sex, is, fare, is, fare, is, fare, is, fare, is, fare, is, fare, is, fare) |> Columns
    }
}

#[test]
fn sixteen_columns_are_put_side_by_side() -> Result<()> {
    let (passengers, _) = passengers(4);
    let wide = Wide::default().fit(&passengers)?.predict(&passengers)?;
    assert_eq!(wide.column(16), passengers.fare);
    assert_eq!(wide.row(2).to_vec()[..4], [passengers.fare[2], 1.0, 0.0, 1.0]);
    Ok(())
}
