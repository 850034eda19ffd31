// The name of an input, which no step computes.
// error at `word`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: String[n]) -> String[n] {
        label = word |> LabelEncoder;
        x |> LogisticRegression<3>.fit(label) |> ArgMax |> inverse(word)
    }
}

fn main() {}
