// A hyperparameter before the inputs.
// error at `#[default(1.0)] factor: f64`
use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]", rowwise)]
fn scale(#[default(1.0)] factor: f64, x: ArrayView2<'_, f64>) -> Array2<f64> {
    &x * factor
}
pipeline! {
    P(x: f64[n, 4]) -> f64[n, 4] { x |> Scale { factor: 2.0 } }
}
fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((9, 4));
    println!("{}", P::default().fit(&x)?.predict(&x)?);
    Ok(())
}
