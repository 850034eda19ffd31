// Spaces that no value can come from, and values outside of their own spaces.
// error at `(0.0, -1.0)`
// error at `(0)`
// error at `64`
// error at `16.0`
// error at `1`
// error at `500.0`
use shapeflow::prelude::*;

/// Multiplies each number.
#[step("[n, d] -> [n, d]", rowwise)]
fn times(
    x: ArrayView2<'_, f64>,
    #[default(500.0)]
    #[space(log(1e-2..=1e2))]
    factor: f64,
) -> Array2<f64> {
    &x * factor
}

#[derive(Debug, Clone, Hyperparameters)]
struct Named {
    #[space(categorical([1, 2]))]
    name: String,
}

pipeline! {
    Guess(x: f64[n, 2]) fit(kind: u8[n]) -> f64[n, 2] {
        one   = x |> LogisticRegression<2> { c: 1.0 ~ normal(0.0, -1.0) }.fit(kind);
        two   = x |> SgdClassifier<2> { epochs: 3 ~ integer(1..=9).by(0) }.fit(kind);
        three = x |> SgdClassifier<2> { batch_size: 64 ~ categorical([16, 32]) }.fit(kind);
        four  = x |> SgdClassifier<2> { batch_size: 32 ~ categorical([16.0, 32.0]) }.fit(kind);
        [one, two, three, four] |> Voting
    }
}

fn main() {}
