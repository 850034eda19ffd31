// One fold, and no copy.
// error at `CrossFit<StandardScaler, 1>`
// error at `Bagging<LogisticRegression<2>, 0>`
use shapeflow::prelude::*;

pipeline! {
    Sides(x: f64[n, 3]) fit(side: u8[n]) -> (scaled: f64[n, 3], probs: f64[n, 2]) {
        scaled = x |> CrossFit<StandardScaler, 1>;
        probs  = x |> Bagging<LogisticRegression<2>, 0>.fit(side);
        (scaled, probs)
    }
}

fn main() {}
