// A step that does not accept its input, and its inverse: one error.
// error at `LabelEncoder`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: u8[n]) -> String[n] {
        label = word |> LabelEncoder;
        x |> LogisticRegression<3>.fit(label) |> ArgMax |> inverse(label)
    }
}

fn main() {}
