// Two names in `through`.
// error at `through(a, b)`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], check: f32[m, 4], check_y: u8[m]) -> f32[n, 3] {
        a = x |> StandardScaler;
        b = x |> Flatten;
        [a, b] |> Concat |> SgdClassifier<3>.fit(y, check |> through(a, b), check_y)
    }
}

fn main() {}
