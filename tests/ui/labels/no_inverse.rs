// A step that has no inverse.
// error at `inverse(flat)`
use shapeflow::prelude::*;

pipeline! {
    Shapes(x: f32[n, 4]) fit(target: f32[n, 4]) -> f32[n, 4] {
        flat = target |> Flatten;
        x |> StandardScaler |> inverse(flat)
    }
}

fn main() {}
