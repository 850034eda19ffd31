// A declared size with the name of a size of an input.
// error at `n`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 8]) {
        size n in 1..=4;
        x |> SizedPca { components: n }
    }
}

fn main() {}
