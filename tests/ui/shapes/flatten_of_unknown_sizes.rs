// A flattened image of any size is not known to have 20 columns.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Score(image: f32[n, height, width]) -> f32[n, 4] {
        score = image |> Flatten |> PretrainedNet;
        score
    }
}

fn main() {}
