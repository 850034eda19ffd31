// 8x8 pixels are 64 columns; the network was trained on 20.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Score(image: f32[n, 8, 8]) -> f32[n, 4] {
        pixels = image |> Flatten |> StandardScaler;
        score = pixels |> PretrainedNet;
        score
    }
}

fn main() {}
