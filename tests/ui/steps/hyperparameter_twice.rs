// A hyperparameter is given twice.
// error at `c`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3> { c: 0.1, max_iterations: 10, c: 0.2 }.fit(species);
        probs
    }
}

fn main() {}
