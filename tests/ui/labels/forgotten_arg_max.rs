// Probabilities where the classes belong.
// error at `inverse(label)`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: String[n]) -> String[n] {
        label = word |> LabelEncoder;
        x |> LogisticRegression<3>.fit(label) |> inverse(label)
    }
}

fn main() {}
