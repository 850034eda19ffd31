// A type with the name of a function's struct.
// error at `double`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Double {
    by: f64,
}

#[step("[n] -> [n]", rowwise)]
fn double(x: ArrayView1<'_, f64>) -> Array1<f64> {
    x.mapv(|value| value * 2.0)
}

pipeline! {
    Doubled(x: f64[n]) -> f64[n] {
        x |> Double
    }
}

fn main() {
    let _ = (Doubled::default(), Double { by: 2.0 }.by);
}
