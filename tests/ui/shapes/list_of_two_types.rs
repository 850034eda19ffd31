// A list holds values of one type.
// error at `price`
use shapeflow::prelude::*;

pipeline! {
    Join(area: f32[n, 4], price: f64[n, 3]) {
        joined = [area, price] |> Concat;
        joined
    }
}

fn main() {}
