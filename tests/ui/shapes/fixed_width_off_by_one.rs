// 21 columns for a network that was trained on 20.
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Score(customer: f32[n, 21]) -> f32[n, 4] {
        customer |> StandardScaler |> net: PretrainedNet
    }
}

fn main() {}
