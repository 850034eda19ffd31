// A type that is not a step, in a pipeline whose result `main` uses.
// error at `Foo`

use shapeflow::prelude::*;

struct Foo {
    depth: usize,
}

pipeline! {
    pub P(x: f32[n, 8]) {
        a = x |> StandardScaler;
        p = a |> Foo { depth: 3 };
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
