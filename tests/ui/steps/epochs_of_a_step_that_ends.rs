// A step that cannot continue learning has no second epoch.
// error at `Epochs<Pca<2>>`
use shapeflow::prelude::*;

pipeline! {
    Reduced(x: f64[n, 8]) -> f64[n, 2] {
        x |> Epochs<Pca<2>>
    }
}

fn main() {}
