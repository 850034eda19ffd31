// A target that is made from inputs is the output.
// error at `next`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t - 24] {
        (_past, fit next) = series |> Windows<24> |> Ahead<1>;
        next
    }
}

fn main() {}
