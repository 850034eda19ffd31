// A `choose` in the chain: which step to undo is known only at run time.
// error at `z`
use shapeflow::prelude::*;

pipeline! {
    Prices(x: f64[n, 2]) fit(price: f64[n]) -> f64[n] {
        z = price |> choose { logs: Log1p, scaled: StandardScaler } |> MinMaxScaler;
        x |> Ridge.fit(z) |> inverse(z)
    }
}

fn main() {}
