// Two calls with pipelines of one name in one module.
// error at `Scale`
use shapeflow::prelude::*;

pipeline! {
    Scale(x: f32[n, 8]) -> f32[n, 8] {
        x |> StandardScaler
    }
}

pipeline! {
    Scale(x: f32[n, 4]) -> f32[n, 4] {
        x |> MinMaxScaler
    }
}

mod other {
    use shapeflow::prelude::*;

    // Another module has names of its own.
    pipeline! {
        pub Scale(x: f32[n, 4]) -> f32[n, 4] {
            x |> MinMaxScaler
        }
    }
}

fn main() {
    let _ = (Scale::default(), other::Scale::default());
}
