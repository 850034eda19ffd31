// The classifier learns against `u8`, the labels are text.
// error at `LogisticRegression<3>`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: String[n]) -> f32[n, 3] {
        probs = flower |> StandardScaler |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {}
