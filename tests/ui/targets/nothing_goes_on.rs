// No name for the input that is passed on at predict time.
// error at `(fit next)`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t - 24] {
        (fit next) = series |> Windows<24> |> Ahead<1>;
        next
    }
}

fn main() {}
