// A frame of 5 pixels removes all of 8x8.
// error at `Crop<5>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Crop;

pipeline! {
    Cut(image: f32[n, 8, 8]) {
        cut = image |> Crop<5>;
        cut
    }
}

fn main() {}
