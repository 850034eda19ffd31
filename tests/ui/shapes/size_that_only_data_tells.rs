// A number of columns known only at run time, for a network that was trained on 20.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;
use shapeflow_tests::steps::Bag;

pipeline! {
    Score(text: String[n]) -> f32[n, 4] {
        words = text |> Bag;
        words |> net: PretrainedNet
    }
}

fn main() {}
