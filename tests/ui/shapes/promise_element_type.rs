// The promise is `f64`, the pipeline computes in `f32`.
// error at `f64`
use shapeflow::prelude::*;

pipeline! {
    Standardise(measurement: f32[n, 4]) -> f64[n, 4] {
        scaled = measurement |> StandardScaler;
        scaled
    }
}

fn main() {}
