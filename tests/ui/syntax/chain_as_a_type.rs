// A chain between `<` and `>`.
// error at `|>`
use shapeflow::prelude::*;

pipeline! {
    Prices(x: f64[n, 3]) fit(price: f64[n]) -> f64[n] {
        x |> CrossFit<StandardScaler |> Ridge, 3>.fit(price)
    }
}

fn main() {}
