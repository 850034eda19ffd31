// The inverse returns text, the header promises numbers.
// error at `usize`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: String[n]) -> usize[n] {
        label = word |> LabelEncoder;
        x |> LogisticRegression<3>.fit(label) |> ArgMax |> inverse(label)
    }
}

fn main() {}
