// A validation set with a column less.
// error at `SgdClassifier<3>`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], check: f32[m, 3], check_y: u8[m]) -> f32[n, 3] {
        x |> SgdClassifier<3> { patience: 2 }.fit(y, check, check_y)
    }
}

fn main() {}
