// Two nested pipelines deep, the width is still known.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Features(image: f32[n, 8, 8]) -> f32[n, 12] {
        features = image |> Flatten |> Pca<12>;
        features
    }
    Pair(left: f32[n, 8, 8], right: f32[n, 8, 8]) {
        both = [left |> Features, right |> Features] |> Concat;
        both
    }
    Compare(left: f32[n, 8, 8], right: f32[n, 8, 8]) -> f32[n, 4] {
        score = (left, right) |> Pair |> PretrainedNet;
        score
    }
}

fn main() {}
