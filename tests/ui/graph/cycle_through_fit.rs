// A step learns against a value that is computed from its output.
// error at `probs`
use shapeflow::prelude::*;

pipeline! {
    SelfTaught(row: f32[n, 4]) -> f32[n, 2] {
        probs = row |> LogisticRegression<2>.fit(label);
        label = probs |> ArgMax;
        probs
    }
}

fn main() {}
