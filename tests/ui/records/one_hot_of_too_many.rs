// Three columns for two categories.
// error at `OneHot<3>`
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
    Sexes(passengers: Passenger[n]) -> f32[n, 3] {
        passengers.sex |> OneHot<3>
    }
}

fn main() {}
