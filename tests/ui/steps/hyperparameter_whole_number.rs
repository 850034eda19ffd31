// A whole number where a floating-point number belongs.
// error at `1`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3> { c: 1 }.fit(species);
        probs
    }
}

fn main() {}
