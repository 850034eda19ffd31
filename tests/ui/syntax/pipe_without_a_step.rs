// Nothing after `|>`.
// error at `|>`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 30]) -> f32[n, 30] {
        scaled = row |> StandardScaler |> ;
        scaled
    }
}

fn main() {}
