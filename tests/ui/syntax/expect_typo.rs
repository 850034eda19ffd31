// `expect` is misspelt.
// error at `expct`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) {
        scaled = row |> StandardScaler |> expct [n, 30];
        scaled
    }
}

fn main() {}
