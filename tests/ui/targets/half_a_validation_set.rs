// Validation rows without their labels.
// error at `SgdClassifier<3>`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], check: f32[m, 4]) -> f32[n, 3] {
        x |> SgdClassifier<3>.fit(y, check)
    }
}

fn main() {}
