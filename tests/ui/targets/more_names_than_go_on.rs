// Two names for one value that is passed on.
// error at `(past, other, fit next)`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t - 23] {
        (past, other, fit next) = series |> Windows<24> |> Ahead<1>;
        [past, other] |> Concat |> Ridge.fit(next)
    }
}

fn main() {}
