// A pipeline that contains itself.
// error at `F`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> F
    }
}

fn main() {}
