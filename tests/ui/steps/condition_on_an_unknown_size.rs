// A condition on a size that no input and no output has.
// error at `"[n, d] -> [n, d] where e >= 2"`
use shapeflow::prelude::*;

#[step("[n, d] -> [n, d] where e >= 2", rowwise)]
fn same(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.to_owned()
}

fn main() {}
