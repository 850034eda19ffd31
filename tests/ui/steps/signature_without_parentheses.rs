// A signature with a mistake, on a step that learns against a target.
// error at `"[n, d] fit [n] -> [n]"`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Baseline;
#[derive(Debug, Clone)]
struct FittedBaseline {
    mean: f64,
}
#[step("[n, d] fit [n] -> [n]", rowwise)]
impl Baseline {
    fn fit(&self, _x: ArrayView2<'_, f64>, y: ArrayView1<'_, f64>) -> FittedBaseline {
        FittedBaseline { mean: y.sum() }
    }
}
#[step]
impl FittedBaseline {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array1<f64> {
        Array1::from_elem(x.nrows(), self.mean)
    }
}
pipeline! {
    Prices(house: f64[n, 3]) fit(price: f64[n]) -> f64[n] { house |> Baseline.fit(price) }
}
fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((9, 3));
    let y = Array1::<f64>::zeros(9);
    let model = Prices::default().fit(&x, &y)?;
    println!("{}", model.predict(&x)?);
    Ok(())
}
