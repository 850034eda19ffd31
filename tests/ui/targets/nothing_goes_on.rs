// No name for what goes on while predicting.
// error at `(fit next)`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t - 24] {
        (fit next) = series |> Windows<24> |> Ahead<1>;
        next
    }
}

fn main() {}
