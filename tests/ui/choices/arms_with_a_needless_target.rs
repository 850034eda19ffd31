// A target for arms of which none learns against any.
// error at `choose`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 4] {
        x |> choose { turned: Pca<4>, lines: MinMaxScaler }.fit(y)
    }
}

fn main() {}
