// A type mistake in a nested pipeline is reported there, and not again where the pipeline is used.
// error at `StandardScaler`
use shapeflow::prelude::*;
use shapeflow_tests::misused::PretrainedNet;

pipeline! {
    Vision(image: u8[n, 4, 5]) {
        features = image |> Flatten |> StandardScaler;
        features
    }

    Score(photo: u8[n, 4, 5]) {
        score = photo |> Vision |> PretrainedNet;
        score
    }
}

fn main() {}
