// One-hot labels for a classifier that accepts class numbers.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n, 3]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {}
