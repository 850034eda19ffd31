// The reapplied step has an error of its own.
// error at `Pca<9>`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 8]) fit(y: u8[n], check: f32[m, 8], check_y: u8[m]) -> f32[n, 3] {
        joined = x |> Pca<9>;
        joined |> SgdClassifier<3>.fit(y, check |> through(joined), check_y)
    }
}

fn main() {}
