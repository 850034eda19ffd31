// Syntax, a name and a shape, in one run of rustc.
// error at `=`
// error at `scald`
// error at `Pca<40>`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 30]) fit(species: u8[n]) -> f32[n, 3] {
        scaled = flower |> StandardScaler;
        wide = scaled |> Pca<40>;
        both = [wide, scald] |> Concat;
        probs = both |> LogisticRegression<3> { c = 0.5 }.fit(species);
        probs
    }
}

fn main() {}
