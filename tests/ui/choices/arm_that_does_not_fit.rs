// One arm of three that needs more components than there are columns.
// error at `Pca<65>`
use shapeflow::prelude::*;

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 64] {
        x |> choose { same: StandardScaler, more: Pca<65>, lines: MinMaxScaler }
    }
}

fn main() {}
