// The call syntax of Rust, in the equation of a field that `main` reads, in a pipeline whose result `main` uses.
// error at `{ t: StandardScaler }`

use shapeflow::prelude::*;

pipeline! {
    pub P(x: f32[n, 8]) fit(y: u8[n]) {
        a = x |> { t: StandardScaler };
        p = a |> LogisticRegression<4>.fit(y);
        p
    }
}

fn main() -> shapeflow::Result<()> {
    let x = shapeflow::ndarray::Array2::<f32>::zeros((10, 8));
    let y = shapeflow::ndarray::Array1::<u8>::zeros(10);
    let model = P::default().fit(&x, &y)?;
    let p = model.predict(&x)?;
    let first: f32 = p[[0, 1]];
    let largest: Vec<f32> = p.rows().into_iter().map(|row| row.fold(0.0, |most, one| one.max(most))).collect();
    println!("{first} {largest:?} {:?} {}", p.shape(), model.a.mean().len());
    Ok(())
}
