// A classifier for three classes, and a target of two categories.
// error at `LogisticRegression<3>`
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
    Guess(x: f64[n, 2]) fit(sex: Sex[n]) -> f64[n, 3] {
        x |> LogisticRegression<3>.fit(sex)
    }
}

fn main() {}
