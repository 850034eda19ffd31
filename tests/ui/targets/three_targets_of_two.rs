// One target more than the step accepts.
// error at `Ridge`
use shapeflow::prelude::*;

pipeline! {
    Value(x: f32[n, 4]) fit(price: f32[n], weight: f32[n], rent: f32[n]) -> f32[n] {
        x |> Ridge.fit(price, weight, rent)
    }
}

fn main() {}
