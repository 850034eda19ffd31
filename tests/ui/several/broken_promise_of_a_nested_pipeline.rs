// A nested pipeline breaks its promise; outside of it the promised shape is used.
// error at `[n, 20]`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Vision(image: f32[n, 8, 8]) -> f32[n, 20] {
        features = image |> Flatten |> Pca<12>;
        features
    }

    Score(photo: f32[n, 8, 8]) -> f32[n, 4] {
        score = photo |> Vision |> PretrainedNet;
        score
    }
}

fn main() {}
