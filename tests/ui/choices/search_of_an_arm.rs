// A search space for a hyperparameter that the arm does not have.
// error at `depth`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 64] {
        x |> choose { standard: StandardScaler, lines: MinMaxScaler { depth: 1 ~ integer(1..=8) } }
    }
}

fn main() {}
