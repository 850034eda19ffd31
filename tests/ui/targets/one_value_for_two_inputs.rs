// Steps that join two inputs are reapplied to one value.
// error at `through(joined)`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4], z: f32[n, 2]) fit(y: u8[n], check: f32[m, 4], check_y: u8[m]) -> f32[n, 3] {
        joined = [x |> StandardScaler, z] |> Concat;
        joined |> SgdClassifier<3>.fit(y, check |> through(joined), check_y)
    }
}

fn main() {}
