// `None` as a size, as in Keras.
// error at `None`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[None, 3]) -> f32[n, 3] {
        x |> StandardScaler
    }
}

fn main() {}
