// `fit` in the header is misspelt.
// error at `fti`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fti(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {}
