// An optional choice.
// error at `optional choose { a: StandardScaler, b: MinMaxScaler }`
use shapeflow::prelude::*;

pipeline! {
    F(x: f64[n, 8]) -> f64[n, 8] {
        x |> optional choose { a: StandardScaler, b: MinMaxScaler }
    }
}

fn main() {}
