// An optional step that returns another type than it takes.
// error at `Flatten`
use shapeflow::prelude::*;

pipeline! {
    Rows(image: f32[n, 8, 8]) -> f32[n, 64] {
        image |> optional Flatten
    }
}

fn main() {}
