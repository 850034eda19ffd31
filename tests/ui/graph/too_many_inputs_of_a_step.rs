// More values than a step can take, and more than a pipeline can take as a step.
// error at `(x0, x1, x2, x3, x4, x5, x6, x7, x8, x0, x1, x2, x3, x4, x5, x6, x7)`
// error at `F`
use shapeflow::prelude::*;

pipeline! {
    F(x0: f32[n, 1], x1: f32[n, 1], x2: f32[n, 1], x3: f32[n, 1], x4: f32[n, 1], x5: f32[n, 1], x6: f32[n, 1], x7: f32[n, 1], x8: f32[n, 1]) {
        [x0, x1, x2, x3, x4, x5, x6, x7, x8] |> Concat
    }

    G(x0: f32[n, 1], x1: f32[n, 1], x2: f32[n, 1], x3: f32[n, 1], x4: f32[n, 1], x5: f32[n, 1], x6: f32[n, 1], x7: f32[n, 1], x8: f32[n, 1]) {
        (x0, x1, x2, x3, x4, x5, x6, x7, x8, x0, x1, x2, x3, x4, x5, x6, x7) |> Columns
    }

    H(x0: f32[n, 1], x1: f32[n, 1], x2: f32[n, 1], x3: f32[n, 1], x4: f32[n, 1], x5: f32[n, 1], x6: f32[n, 1], x7: f32[n, 1], x8: f32[n, 1]) {
        (x0, x1, x2, x3, x4, x5, x6, x7, x8) |> F
    }
}

fn main() {}
