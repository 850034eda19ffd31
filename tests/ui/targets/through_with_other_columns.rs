// Fitted steps are reapplied to a value with a column less, in two branches.
// error at `through(joined)`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 8]) fit(y: u8[n], check: f32[m, 7], check_y: u8[m]) -> f32[n, 3] {
        joined = x |> [StandardScaler, Pca<2>] |> Concat;
        joined |> SgdClassifier<3>.fit(y, check |> through(joined), check_y)
    }
}

fn main() {}
