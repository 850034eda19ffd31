// A mistake in a nested pipeline is reported there, and not again where the pipeline is used.
// error at `Pca<65>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Vision(image: f32[n, 8, 8]) {
        features = image |> Flatten |> Pca<65>;
        features
    }

    Score(photo: f32[n, 8, 8]) {
        score = photo |> Vision |> PretrainedNet;
        score
    }
}

fn main() {}
