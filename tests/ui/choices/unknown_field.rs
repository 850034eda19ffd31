// A search space for a hyperparameter that the step does not have.
// error at `d`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 8]) fit(y: u8[n]) -> f32[n, 10] {
        x |> LogisticRegression<10> { d: 1.0 ~ log(1e-3..=1e2) }.fit(y)
    }
}

fn main() {}
