// A type that is not a step, an element type, and a width.
// error at `String`
// error at `StandardScaler`
// error at `PretrainedNet`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Score(page: String, pixels: u8[n, 64], customer: f32[n, 21]) {
        text = page |> String;
        scaled = pixels |> StandardScaler;
        score = customer |> PretrainedNet;
        (text, scaled, score)
    }
}

fn main() {}
