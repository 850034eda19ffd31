// A decimal comma.
// error at `5`

use shapeflow::prelude::*;

pipeline! {
    pub P(x: f32[n, 8]) fit(y: u8[n]) {
        x |> LogisticRegression<3> { c: 0,5 }.fit(y)
    }
}

fn main() {}
