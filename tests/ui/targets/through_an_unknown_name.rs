// `through` with an unknown name.
// error at `joind`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], check: f32[m, 4], check_y: u8[m]) -> f32[n, 3] {
        joined = x |> StandardScaler;
        joined |> SgdClassifier<3>.fit(y, check |> through(joind), check_y)
    }
}

fn main() {}
