// Two pipelines of one name in one call.
// error at `F`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> StandardScaler
    }

    F(x: f32[n, 3]) -> f32[n, 3] {
        x |> MinMaxScaler
    }
}

fn main() {}
