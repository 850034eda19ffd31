// A first arm that is narrower than the others: one error.
// error at `MinMaxScaler`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
        wide = petals |> choose { standard: Pca<2>, default lines: MinMaxScaler { clip: true }, MaxAbsScaler };
        wide |> LogisticRegression<2>.fit(kind)
    }
}

fn main() {}
