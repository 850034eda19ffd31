//! From a file to a model.

use shapeflow::batches::Source as _;
use shapeflow::sources::{Csv, write_csv};

use super::*;

#[test]
fn a_written_table_gives_the_same_model() {
    let (passengers, outcomes) = passengers(60);
    let path = std::env::temp_dir().join(format!("passengers-{}.csv", std::process::id()));
    write_csv(&passengers, std::fs::File::create(&path).expect("a file")).expect("written");
    let again: Records<Passenger> = Csv::open(&path).read().expect("what was written");
    assert_eq!(again, passengers);
    let fit = |rows: &Records<Passenger>| Survival::default().fit(rows, &outcomes.survived).expect("a fit");
    assert_eq!(
        fit(&again).predict(&again).expect("rows"),
        fit(&passengers).predict(&passengers).expect("rows")
    );

    let model =
        Age::default().fit_batches(Csv::open(&path).batches::<Records<Passenger>>(8).expect("a size"));
    let whole = Age::default().fit(&passengers).expect("a fit").predict(&passengers).expect("rows");
    let parts = model.expect("a fit").predict(&passengers).expect("rows");
    assert!((whole - parts).iter().all(|difference| difference.abs() < 1e-12));
    std::fs::remove_file(path).expect("removed");
}

#[test]
fn two_records_are_read_from_one_file() {
    let file = Csv::of_text("survived,the name,age,fare,sex,port\ntrue,a,,1,Male,S\nfalse,b,2.5,x,Female,\n")
        .called("t.csv");
    let error = file.read::<(Records<Passenger>, Records<Outcome>)>().expect_err("a fare").to_string();
    assert!(error.starts_with("t.csv:3: column `fare`: `x` is not an f64 (1 bad cell in 2 rows)"), "{error}");
    let error = Csv::of_text("survived\nyes\n").read::<Records<Outcome>>().expect_err("no bool").to_string();
    assert!(error.starts_with("text:2: column `survived`: `yes` is not a bool"), "{error}");
    let bad = Csv::of_text("the name,age,fare,sex,port\na,,1,male,S\n").read::<Records<Passenger>>();
    let error = bad.expect_err("a sex").to_string();
    assert!(error.starts_with("text:2: column `sex`: `male` is not one of `Female`, `Male`"), "{error}");
    let good = file.bad_cells(shapeflow::sources::BadCells::DropRow);
    let (passengers, outcomes): (Records<Passenger>, Records<Outcome>) = good.read().expect("one row");
    assert_eq!((passengers.len(), outcomes.survived.to_vec()), (1, vec![true]));
    let batch = good.batches::<(Records<Passenger>, Records<Outcome>)>(5).expect("a size");
    assert_eq!(batch.pass(0).expect("a pass").count(), 1);
}
