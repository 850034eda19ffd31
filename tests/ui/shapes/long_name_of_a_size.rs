// The name of a size has at most 20 characters.
// error at `number_of_measurements_`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[number_of_measurements_, 4]) {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn main() {}
