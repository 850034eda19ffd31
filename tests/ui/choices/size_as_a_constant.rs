// Declared sizes as a constant of a step and in an expression, and one with the name of a constant.
// error at `k`
// error at `k`
// error at `K`
use shapeflow::prelude::*;

pipeline! {
    Constant(x: f32[n, 8]) {
        size k in 1..=4;
        x |> Pca<k>
    }

    Expression(x: f32[n, 8]) -> f32[n, 8] {
        size k in 1..=4;
        x |> SizedPca { components: 2 * k }
    }

    Upper(x: f32[n, 8]) -> f32[n, K] {
        size K in 1..=4;
        x |> SizedPca { components: K } |> expect [n, K]
    }
}

fn main() {}
