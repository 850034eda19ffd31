// `rowwise` on a signature that changes the rows.
// error at `rowwise`
use shapeflow::prelude::*;

#[step("[n, d] -> [m, d]", rowwise)]
fn f(x: Array2<f64>) -> Array2<f64> { x }

fn main() {}
