// Steps of one input are reapplied to two values.
// error at `through(scaled)`
use shapeflow::prelude::*;

pipeline! {
    Classes(x: f32[n, 4]) fit(y: u8[n], check: f32[m, 4], check_y: u8[m]) -> f32[n, 3] {
        scaled = x |> StandardScaler;
        scaled |> SgdClassifier<3>.fit(y, (check, check) |> through(scaled), check_y)
    }
}

fn main() {}
