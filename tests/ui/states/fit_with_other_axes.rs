// Images of 3 axes for an input with 2.
// error at `&images`
use shapeflow::prelude::*;

pipeline! {
    Scale(pixels: f32[n, 64]) -> f32[n, 64] {
        scaled = pixels |> StandardScaler;
        scaled
    }
}

fn main() {
    let images = Array3::<f32>::zeros((150, 8, 8));
    let model = Scale::default().fit(&images);
}
