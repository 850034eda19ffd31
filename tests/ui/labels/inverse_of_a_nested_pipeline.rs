// A pipeline in the chain, which has no inverse of its own.
// error at `inverse(z)`
use shapeflow::prelude::*;

pipeline! {
    Target(price: f64[n]) -> f64[n] {
        price |> Log1p |> StandardScaler
    }

    Prices(x: f64[n, 2]) fit(price: f64[n]) -> f64[n] {
        z = price |> Target |> MinMaxScaler;
        x |> Ridge.fit(z) |> inverse(z)
    }
}

fn main() {}
