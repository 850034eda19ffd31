// A hyperparameter that the step does not have, set to a declared size.
// error at `component`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 8]) -> f32[n, k] {
        size k in 1..=4;
        x |> SizedPca { component: k }
    }
}

fn main() {}
