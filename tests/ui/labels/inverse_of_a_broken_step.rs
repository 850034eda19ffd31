// A step that does not take what stands before it, and its inverse: one mistake.
// error at `LabelEncoder`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: u8[n]) -> String[n] {
        label = word |> LabelEncoder;
        x |> LogisticRegression<3>.fit(label) |> ArgMax |> inverse(label)
    }
}

fn main() {}
