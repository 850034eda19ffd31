// A value that exists only while fitting has no fitted steps to reapply.
// error at `next`
use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) fit(check: f64[m]) -> f64[t - 23] {
        (past, fit next) = series |> Windows<24> |> Ahead<1>;
        known = check |> through(next);
        past |> Ridge.fit(next, known)
    }
}

fn main() {}
