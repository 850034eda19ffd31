// A value of the pipeline in the place of a hyperparameter.
// error at `strength`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) fit(y: u8[n]) -> f64[n, 2] {
        strength = x |> StandardScaler;
        strength |> LogisticRegression<2> { c: strength }.fit(y)
    }
}

fn main() {}
