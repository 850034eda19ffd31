// Two numbers in place of a range, in the attribute of a hyperparameter.
// error at `(1e-3, 1e3)`
use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]", rowwise)]
fn scale(
    x: ArrayView2<'_, f64>,
    #[default(1.0)]
    #[space(log(1e-3, 1e3))]
    factor: f64,
) -> Array2<f64> {
    &x * factor
}
pipeline! {
    P(x: f64[n, 4]) -> f64[n, 4] { x |> Scale }
}
fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((9, 4));
    println!("{}", P::default().fit(&x)?.predict(&x)?);
    Ok(())
}
