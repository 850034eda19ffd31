// `RegressionF` needs numbers, but `kind` has classes.
// error at `SelectKBest<RegressionF>`

use shapeflow::prelude::*;
use shapeflow::steps::RegressionF;

pipeline! {
    pub Best(x: f64[n, 9]) fit(kind: u8[n]) -> f64[n, selected] {
        kept = x |> SelectKBest<RegressionF> { k: 5 }.fit(kind);
        kept
    }
}

fn main() {}
