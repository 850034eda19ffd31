// A step that is bypassed at predict time must return the shape that it takes.
// error at `OnlyFit<Pca<2>>`
use shapeflow::prelude::*;

pipeline! {
    Narrow(x: f64[n, 4]) { x |> OnlyFit<Pca<2>> }
}

fn main() {}
