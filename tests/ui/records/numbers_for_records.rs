// Records where numbers are passed.
// error at `array![1.0]`
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
    Fares(passengers: Passenger[n]) -> f64[n] {
        passengers.fare |> StandardScaler
    }
}

fn main() {
    let _ = Fares::default().fit(array![1.0]);
}
