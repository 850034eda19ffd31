// Weights around a step that does not select rows: a scaler takes them as `.fit(weight)`.
// error at `WithWeights<StandardScaler>`
use shapeflow::prelude::*;

pipeline! {
    Scaled(x: f64[n, 4]) fit(y: f64[n], weight: f64[n]) -> f64[n] {
        (x2, y2, w2) = (x, y, weight) |> WithWeights<StandardScaler>;
        x2 |> Ridge.fit(y2, w2)
    }
}

fn main() {}
