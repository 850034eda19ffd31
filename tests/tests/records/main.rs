//! Pipelines on tables of records: columns of several types, missing values, categories, files.

mod dates;
mod files;
mod graphs;
mod names;
mod runs;
mod saved;

use shapeflow::prelude::*;
use shapeflow::steps::ImputeStrategy::MostFrequent;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Sex {
    Female,
    Male,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Passenger {
    age: Option<f32>,
    fare: f64,
    sex: Sex,
    port: Option<Category>,
    #[record(name = "the name")]
    name: String,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Outcome {
    survived: bool,
}

pipeline! {
    /// One column of many.
    Age(passengers: Passenger[n]) -> f64[n, 1] {
        passengers.age |> SimpleImputer |> Columns |> StandardScaler
    }

    /// Every column, some more than once, and one in a nested pipeline.
    Survival(passengers: Passenger[n]) fit(survived: bool[n]) -> f64[n, 2] {
        age     = passengers |> Age;
        sex     = passengers.sex |> OneHot<2, f64>;
        port    = passengers.port |> OneHotEncoder;
        filled  = passengers.port |> SimpleImputer { strategy: MostFrequent } |> OrdinalEncoder;
        numbers = (age, passengers.fare, filled, passengers.age |> MissingIndicator) |> Columns;
        (numbers, sex, port) |> Columns |> StandardScaler |> LogisticRegression<2>.fit(survived)
    }

    /// A target of the same record as the inputs, and a second table through the same steps.
    Compared(train: Passenger[n], other: Passenger[m]) -> (scaled: f64[n], again: f64[m]) {
        scaled = train.fare |> StandardScaler;
        again  = other |> through(scaled);
        (scaled, again)
    }

    /// Outputs without promises: a column as it is, and one that learns nothing.
    Plain(passengers: Passenger[n]) {
        (passengers.port, passengers.fare, passengers.age |> MissingIndicator)
    }
}

/// Rows with all that a table can have: missing values, rare and frequent categories.
fn passengers(count: usize) -> (Records<Passenger>, Records<Outcome>) {
    let passenger = |row: usize| Passenger {
        age: (row % 5 != 2).then_some((row % 70) as f32 + 0.5),
        fare: (row * 7 % 31) as f64,
        sex: if row.is_multiple_of(3) { Sex::Male } else { Sex::Female },
        port: (row % 11 != 4).then(|| ["S", "C", "Q"][row % 3].into()),
        name: format!("number \"{row}\", or so"),
    };
    let outcome = |row: usize| Outcome { survived: !row.is_multiple_of(3) || row % 31 > 20 };
    ((0..count).map(passenger).collect(), (0..count).map(outcome).collect())
}
