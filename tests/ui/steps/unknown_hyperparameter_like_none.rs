// The step has no such hyperparameter.
// error at `solver`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3> { solver: "lbfgs", c: 0.1 }.fit(species);
        probs
    }
}

fn main() {}
