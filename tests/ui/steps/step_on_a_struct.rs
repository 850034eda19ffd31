// `#[step]` on the struct instead of its `impl` block.
// error at `struct`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
#[step("[n, d] -> [n, d]", rowwise)]
struct Shift {
    by: f64,
}

impl Shift {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        &x - self.by
    }
}
pipeline! {
    P(x: f64[n, 4]) -> f64[n, 4] { x |> Shift }
}
fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((9, 4));
    println!("{}", P::default().fit(&x)?.predict(&x)?);
    Ok(())
}
