// More outputs than a pipeline can have.
// error at `a12`
use shapeflow::prelude::*;

pipeline! {
    F(x: f32[n, 3]) {
        a0 = x |> StandardScaler;
        a1 = x |> StandardScaler;
        a2 = x |> StandardScaler;
        a3 = x |> StandardScaler;
        a4 = x |> StandardScaler;
        a5 = x |> StandardScaler;
        a6 = x |> StandardScaler;
        a7 = x |> StandardScaler;
        a8 = x |> StandardScaler;
        a9 = x |> StandardScaler;
        a10 = x |> StandardScaler;
        a11 = x |> StandardScaler;
        a12 = x |> StandardScaler;
        (a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12)
    }
}

fn main() {}
