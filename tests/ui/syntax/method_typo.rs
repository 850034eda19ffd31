// `.fit` after a step is misspelt.
// error at `fitt`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fitt(species);
        probs
    }
}

fn main() {}
