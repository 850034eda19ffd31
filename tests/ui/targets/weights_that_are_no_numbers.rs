// Weights of a type that is not a number.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], weight: String[n]) -> f32[n, 3] {
        x |> LogisticRegression<3>.fit(y, weight)
    }
}

fn main() {}
