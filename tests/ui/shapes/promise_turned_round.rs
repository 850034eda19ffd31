// The promise has rows and columns swapped.
// error at `[VOCABULARY, n]`
use shapeflow::prelude::*;
use shapeflow_tests::misused::TfIdf;

const VOCABULARY: usize = 5000;

pipeline! {
    Topics(text: String[n]) -> f32[VOCABULARY, n] {
        words = text |> TfIdf;
        words
    }
}

fn main() {}
