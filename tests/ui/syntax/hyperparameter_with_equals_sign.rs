// A hyperparameter is written as in Python.
// error at `=`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3> { c = 0.5 }.fit(species);
        probs
    }
}

fn main() {}
