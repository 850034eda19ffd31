// Steps that are fitted to numbers are reapplied to text, in two branches.
// error at `through(joined)`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 8]) fit(y: u8[n], check: String[m, 8], check_y: u8[m]) -> f32[n, 3] {
        joined = x |> [StandardScaler, Pca<2>] |> Concat;
        joined |> SgdClassifier<3>.fit(y, check |> through(joined), check_y)
    }
}

fn main() {}
