// `f64` for an input of `f32`.
// error at `flowers`
use shapeflow::prelude::*;

pipeline! {
    Scale(flower: f32[n, 4]) -> f32[n, 4] {
        scaled = flower |> StandardScaler;
        scaled
    }
}

fn main() {
    let flowers = Array2::<f64>::zeros((150, 4));
    let model = Scale::default().fit(flowers);
}
