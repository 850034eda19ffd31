// A step that needs numbers, on numbers that may be missing.
// error at `StandardScaler`
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
    Ages(passengers: Passenger[n]) -> f64[n] {
        passengers.age |> StandardScaler
    }
}

fn main() {}
