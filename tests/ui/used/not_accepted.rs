// A step of another type, in a pipeline whose result `main` uses.
// error at `Rounded`

use shapeflow::prelude::*;

#[step("[n, d] -> [n, d]")]
fn rounded(x: shapeflow::ndarray::ArrayView2<'_, f64>) -> shapeflow::ndarray::Array2<f64> {
    x.mapv(f64::round)
}

pipeline! {
    pub P(x: f32[n, 8]) {
        a = x |> StandardScaler;
        p = a |> Rounded;
        p
    }
}

fn main() -> shapeflow::Result<()> {
    let x = shapeflow::ndarray::Array2::<f32>::zeros((10, 8));
    let model = P::default().fit(&x)?;
    let p = model.predict(&x)?;
    let first: f32 = p[[0, 1]];
    let largest: Vec<f32> = p.rows().into_iter().map(|row| row.fold(0.0, |most, one| one.max(most))).collect();
    println!("{first} {largest:?} {:?} {}", p.shape(), model.a.mean().len());
    Ok(())
}
