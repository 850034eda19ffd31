// Steps that are fitted to images are reapplied to a table.
// error at `through(joined)`
use shapeflow::prelude::*;

pipeline! {
    Classes(image: f32[n, 8, 8]) fit(y: u8[n], check: f32[m], check_y: u8[m]) -> f32[n, 3] {
        joined = image |> Flatten |> StandardScaler;
        joined |> SgdClassifier<3>.fit(y, check |> through(joined), check_y)
    }
}

fn main() {}
