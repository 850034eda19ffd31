// A label for each of `m` rows, but there are `n` rows.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[m]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {}
