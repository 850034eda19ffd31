// A step that makes targets, without `fit` before their name: the rows would not agree at predict time.
// error at `Ahead<1>`
use shapeflow::prelude::*;

pipeline! {
    F(series: f64[t]) -> f64[t - 23] {
        (past, next) = series |> Windows<24> |> Ahead<1>;
        past |> Ridge.fit(next)
    }
}

fn main() {}
