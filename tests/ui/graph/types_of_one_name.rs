// A pipeline whose type would have the name that an equation of another one needs.
// error at `NetEncoder`
use shapeflow::prelude::*;

pipeline! {
    Net(x: f32[n, 3]) -> f32[n, 3] {
        encoder = x |> StandardScaler |> MinMaxScaler;
        encoder
    }

    NetEncoder(x: f32[n, 3]) -> f32[n, 3] {
        a = x |> StandardScaler |> MinMaxScaler;
        a
    }
}

fn main() {}
