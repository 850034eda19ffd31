// Pooling halves each side, and 7 has no half.
// error at `MeanPool`
use shapeflow::prelude::*;
use shapeflow_tests::misused::MeanPool;

pipeline! {
    Shrink(image: f32[n, 28, 28]) {
        half = image |> MeanPool;
        quarter = half |> MeanPool;
        eighth = quarter |> MeanPool;
        eighth
    }
}

fn main() {}
