// A comma is missing in a signature: the number of axes is not known, so nothing else is said.
// error at `"[n d] -> [n, 1]"`
use shapeflow::prelude::*;

#[step("[n d] -> [n, 1]", rowwise)]
fn means(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.sum_axis(Axis(1)).insert_axis(Axis(1)) / x.ncols() as f64
}

pipeline! {
    Averages(x: f64[n, 4]) -> f64[n, 1] { x |> Means }
}

fn main() {}
