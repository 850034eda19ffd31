// The attribute twice.
// error at `#[step("[n, d] -> [n, d]")]`

use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]")]
#[step("[n, d] -> [n, d]")]
fn half(x: shapeflow::ndarray::ArrayView2<'_, f32>) -> shapeflow::ndarray::Array2<f32> {
    x.mapv(|value| value / 2.0)
}

fn main() {
    println!("{:?}", Half);
}
