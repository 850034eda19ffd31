// A promise of another shape, after a step that acts only while fitting and has fewer values while predicting.
// error at `[t]`

use shapeflow::prelude::*;

pipeline! {
    Forecast(series: f64[t]) -> f64[t] {
        (past, fit next) = series |> Windows<3> |> Ahead<1>;
        past |> StandardScaler |> Ridge.fit(next)
    }
}

fn main() {}
