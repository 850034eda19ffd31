// A `Vec` for an array.
// error at `vec![1.0, 2.0]`
use shapeflow::prelude::*;

pipeline! {
    Scale(pixels: f32[n, 2]) -> f32[n, 2] {
        scaled = pixels |> StandardScaler;
        scaled
    }
}

fn main() {
    let model = Scale::default().fit(vec![1.0, 2.0]);
}
