// Columns of different types, one of which may be missing.
// error at `Columns`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Category)]
enum Sex {
    Female,
    Male,
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Passenger {
    age: Option<f64>,
    fare: f64,
    sex: Sex,
}

pipeline! {
    Numbers(passengers: Passenger[n]) -> f64[n, 2] {
        (passengers.age, passengers.fare) |> Columns
    }
}

fn main() {}
