// A step for square images receives one of 8x6.
// error at `Rotate`
use shapeflow::prelude::*;
use shapeflow_tests::misused::Rotate;

pipeline! {
    Turn(image: f32[n, 8, 6]) {
        turned = image |> Rotate;
        turned
    }
}

fn main() {}
