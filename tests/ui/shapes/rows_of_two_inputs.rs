// Two tables with different numbers of rows, side by side.
// error at `Concat`
use shapeflow::prelude::*;

pipeline! {
    Join(customer: f32[n, 4], order: f32[m, 3]) {
        joined = [customer, order] |> Concat;
        joined
    }
}

fn main() {}
