// `MutualInfoClassif` has no form for sparse values, and it is told what to write.
// error at `SelectKBest<MutualInfoClassif>`

use shapeflow::prelude::*;
use shapeflow::steps::MutualInfoClassif;

pipeline! {
    pub Words(words: sparse f64[n, vocab]) fit(kind: u8[n]) -> sparse f64[n, selected] {
        kept = words |> SelectKBest<MutualInfoClassif> { k: 5 }.fit(kind);
        kept
    }
}

fn main() {}
