// A signature with one axis for a sparse parameter.
// error at `Sparse<f64>`

use shapeflow::prelude::*;

/// The sum of each row.
#[step("[n] -> [n]", rowwise)]
fn sums(x: Sparse<f64>) -> Array1<f64> {
    x.iter().map(|row| row.values().iter().sum::<f64>()).collect()
}

fn main() {}
