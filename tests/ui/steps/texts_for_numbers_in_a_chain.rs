// Texts for a step of numbers, in a chain: what the steps after it take says nothing.
// error at `StandardScaler`
use shapeflow::prelude::*;

pipeline! {
    Prices(towns: String[n]) fit(price: f64[n]) -> f64[n] {
        towns |> StandardScaler |> Ridge.fit(price)
    }
}

fn main() {}
