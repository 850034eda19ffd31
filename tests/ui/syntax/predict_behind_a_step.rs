// A method other than `fit` behind a step.
// error at `predict`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 3]) fit(y: u8[n]) -> f64[n, 2] {
        x |> LogisticRegression<2>.predict(y)
    }
}

fn main() {}
