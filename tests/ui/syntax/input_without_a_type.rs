// An input without a type.
// error at `row`
use shapeflow::prelude::*;

pipeline! {
    Scale(row) {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn main() {}
