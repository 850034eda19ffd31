// The input in `.fit(..)`, as other libraries write it.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Scaled(x: f64[n, 3]) -> f64[n, 3] {
        x |> StandardScaler.fit(x)
    }
}

fn main() {}
