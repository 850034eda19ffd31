// A step that returns an `Option`.
// error at `Option<Array1<f64>>`
use shapeflow::prelude::*;

#[step("[n, d] -> [n]", rowwise)]
fn means(x: ArrayView2<'_, f64>) -> Option<Array1<f64>> {
    x.mean_axis(Axis(1))
}
pipeline! {
    P(x: f64[n, 4]) -> f64[n] { x |> Means |> StandardScaler }
}
fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((9, 4));
    println!("{}", P::default().fit(&x)?.predict(&x)?);
    Ok(())
}
