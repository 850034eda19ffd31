// A step that takes sparse values after an array.
// error at `ToDense`

use shapeflow::prelude::*;

pipeline! {
    Table(x: f64[n, 1000]) -> f64[n, 1000] {
        x |> ToDense
    }
}

fn main() {}
