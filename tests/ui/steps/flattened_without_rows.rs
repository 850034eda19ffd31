// A step made of a step that it refuses: the reason stands in the text of its signature.
// error at `Flattened<Sums>`
use shapeflow::prelude::*;

#[step("[n, d] -> [d]")]
fn sums(x: ArrayView2<'_, f64>) -> Array1<f64> {
    x.sum_axis(Axis(0))
}

pipeline! {
    Totals(x: f64[n, 4, 8]) { x |> Flattened<Sums> }
}

fn main() {}
