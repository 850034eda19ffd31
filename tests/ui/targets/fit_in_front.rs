// The value that exists only while fitting is the first name.
// error at `past`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t - 23] {
        (fit next, past) = series |> Windows<24> |> Ahead<1>;
        past |> Ridge.fit(next)
    }
}

fn main() {}
