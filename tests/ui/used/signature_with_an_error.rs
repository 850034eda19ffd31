// A signature that cannot be read, in a pipeline whose result `main` uses.
// error at `"[n, d -> [n, d]"`

use shapeflow::prelude::*;

#[step("[n, d -> [n, d]")]
fn half(x: shapeflow::ndarray::ArrayView2<'_, f32>) -> shapeflow::ndarray::Array2<f32> {
    x.mapv(|value| value / 2.0)
}

pipeline! {
    pub P(x: f32[n, 8]) {
        x |> Half |> StandardScaler
    }
}

fn main() -> shapeflow::Result<()> {
    let x = shapeflow::ndarray::Array2::<f32>::zeros((10, 8));
    println!("{}", P::default().fit(&x)?.predict(&x)?.nrows());
    Ok(())
}
