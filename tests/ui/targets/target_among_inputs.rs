// A target among the inputs, which each prediction would need.
// error at `price`
use shapeflow::prelude::*;

pipeline! {
    Prices(x: f64[n, 3], price: f64[n]) -> f64[n] {
        scaled = x |> StandardScaler;
        scaled |> Ridge.fit(price)
    }
}

fn main() {}
