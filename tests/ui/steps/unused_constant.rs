// A constant that the step does not use.
// error at `K`
use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]")]
fn f<const K: usize>(x: Array2<f64>) -> Array2<f64> { x }

fn main() {}
