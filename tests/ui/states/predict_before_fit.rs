// Predicting with an unfitted pipeline.
// error at `predict`
use shapeflow::prelude::*;

pipeline! {
    Iris(flower: f32[n, 4]) fit(species: u8[n]) -> f32[n, 3] {
        probs = flower |> StandardScaler |> LogisticRegression<3>.fit(species);
        probs
    }
}

fn main() {
    let flowers = Array2::<f32>::zeros((150, 4));
    let iris = Iris::default();
    let probs = iris.predict(flowers);
}
