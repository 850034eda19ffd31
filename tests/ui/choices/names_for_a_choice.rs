// Two names for the one output of each arm.
// error at `choose`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 64] {
        (a, _b) = x |> choose { standard: StandardScaler, lines: MinMaxScaler };
        a
    }
}

fn main() {}
