//! A file that pyarrow has written.

use shapeflow::batches::Source as _;
use shapeflow_arrow::Parquet;

use super::*;

type Both = (Records<Passenger>, Records<Outcome>);

fn expected() -> (Vec<Passenger>, Vec<Outcome>) {
    let ports = ["S", "Q", "C"];
    let passengers = (0..10_usize).map(|row| Passenger {
        age: (row % 3 != 0).then_some(row as f32 / 2.0),
        fare: row as f64 / 4.0,
        class: (row % 3) as u8,
        sex: if row % 2 == 0 { Sex::Female } else { Sex::Male },
        port: (row != 4).then(|| ports[row % 3].into()),
    });
    let outcomes = (0..10).map(|row| Outcome { survived: row % 2 == 0, empty: None });
    (passengers.collect(), outcomes.collect())
}

#[test]
fn the_columns_of_the_records_are_read() {
    let file = Parquet::of_bytes(PASSENGERS);
    assert_eq!(file.rows().expect("metadata"), 10);
    let (passengers, outcomes): Both = file.read().expect("ten rows");
    assert_eq!((passengers.iter().collect(), outcomes.iter().collect()), expected());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/passengers.parquet");
    let again: Both = Parquet::open(path).read().expect("the same file");
    assert_eq!(again, (passengers, outcomes));
}

#[test]
fn batches_are_parts_of_the_whole() {
    let file = Parquet::of_bytes(PASSENGERS);
    let (passengers, outcomes) = expected();
    for size in 1..12 {
        let batches = file.batches::<Both>(size).expect("a size");
        let parts: Vec<Both> = batches.pass(0).expect("opens").collect::<Result<_>>().expect("rows");
        assert_eq!(batches.batch_count(), Some(parts.len()));
        assert!(parts.iter().rev().skip(1).all(|part| part.0.len() == size));
        assert_eq!(parts.iter().flat_map(|part| part.0.iter()).collect::<Vec<_>>(), passengers);
        assert_eq!(parts.iter().flat_map(|part| part.1.iter()).collect::<Vec<_>>(), outcomes);
    }
    let groups = file.row_groups::<Both>();
    let sizes: Result<Vec<usize>> = groups.pass(1).expect("opens").map(|part| Ok(part?.0.len())).collect();
    assert_eq!((sizes.expect("rows"), groups.batch_count()), (vec![4, 4, 2], Some(3)));
    assert!(file.batches::<Both>(0).is_err());
}

pipeline! {
    Fares(passengers: Passenger[n]) -> f64[n, 2] {
        age = passengers.age |> SimpleImputer;
        (age, passengers.fare) |> Columns |> StandardScaler
    }
}

#[test]
fn a_pipeline_learns_from_a_file_in_batches() -> Result<()> {
    let file = Parquet::of_bytes(PASSENGERS);
    let all: Records<Passenger> = file.read()?;
    let whole = Fares::default().fit(&all)?.predict(&all)?;
    let model = std::sync::Arc::new(Fares::default().fit_batches(file.batches::<Records<Passenger>>(3)?)?);
    let source = file.row_groups::<Records<Passenger>>();
    let parts: Vec<Array2<f64>> = model.stream(source.pass(0)?).collect::<Result<_>>()?;
    let rows = parts.iter().flat_map(|part| part.rows());
    for (one, other) in whole.rows().into_iter().zip(rows) {
        assert!((&one - &other).iter().all(|difference| difference.abs() < 1e-12));
    }
    assert_eq!(parts.iter().map(Array2::nrows).sum::<usize>(), 10);
    Ok(())
}
