// The labels are missing.
// error at `fit`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {
    let flowers = Array2::<f32>::zeros((150, 4));
    let model = Iris::default().fit(flowers);
}
