// A hyperparameter that is set to a size, but is not in the signature of its step.
// error at `max_iterations`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        size k in 8..=64;
        x |> LogisticRegression<2> { max_iterations: k }.fit(y)
    }
}

fn main() {}
