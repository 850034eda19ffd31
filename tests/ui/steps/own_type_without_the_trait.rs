// A type of the user that does not implement `Step`.
// error at `Clip`
use shapeflow::prelude::*;

#[derive(Clone, Default)]
struct Clip {
    low: f32,
    high: f32,
}

pipeline! {
    Clean(row: f32[n, 4]) -> f32[n, 4] {
        clipped = row |> Clip { low: -1.0, high: 1.0 } |> StandardScaler;
        clipped
    }
}

fn main() {}
