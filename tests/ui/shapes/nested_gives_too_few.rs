// A nested pipeline returns 12 columns, the next step accepts 20.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Vision(image: f32[n, 8, 8]) -> f32[n, 12] {
        features = image |> Flatten |> StandardScaler |> Pca<12>;
        features
    }

    Score(photo: f32[n, 8, 8]) -> f32[n, 4] {
        score = photo |> Vision |> PretrainedNet;
        score
    }
}

fn main() {}
