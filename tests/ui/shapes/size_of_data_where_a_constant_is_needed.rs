// The size of the vocabulary is known after fitting; the promise needs it before.
// error at `[n, VOCABULARY]`
use shapeflow::prelude::*;
use shapeflow_tests::steps::TfIdf;

const VOCABULARY: usize = 5000;

pipeline! {
    Topics(text: String[n]) -> f32[VOCABULARY, n] {
        words = text |> TfIdf;
        words
    }
}

fn main() {}
