// Numbers where the classes belong: the same axes, another element.
// error at `inverse(label)`
use shapeflow::prelude::*;

pipeline! {
    Words(x: f32[n, 4]) fit(word: String[n], price: f32[n]) -> String[n] {
        label = word |> LabelEncoder;
        x |> Ridge.fit(price) |> inverse(label)
    }
}

fn main() {}
