// A column that the record does not have.
// error at `fares`
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
    Fares(passengers: Passenger[n]) -> (scaled: f64[n], other: f64[n]) {
        scaled = passengers.fares |> StandardScaler;
        other  = passengers.fare |> StandardScaler;
        (scaled, other)
    }
}

fn main() {}
