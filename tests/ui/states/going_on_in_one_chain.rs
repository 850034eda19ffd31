// `partial_fit` of a chain with a step that cannot learn from more rows.
// error at `partial_fit`
use shapeflow::prelude::*;

pipeline! {
    Compressed(x: f64[n, 8]) -> f64[n, 2] {
        x |> Pca<2>
    }
}

fn go_on(model: &mut CompressedFitted, x: Array2<f64>) -> Result<()> {
    Compressed::default().partial_fit(model, x)
}

fn main() {}
