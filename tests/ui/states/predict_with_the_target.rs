// `predict` accepts no labels.
// error at `predict`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn test(model: &IrisFitted, flowers: &Array2<f32>, species: &Array1<u8>) {
    let probs = model.predict(flowers, species);
}

fn main() {}
