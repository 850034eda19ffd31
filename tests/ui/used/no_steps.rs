// Two types that are not steps, in a pipeline whose fields `main` uses.
// error at `One`
// error at `Two`

use shapeflow::prelude::*;

#[derive(Clone, Debug, Default)]
struct One;
#[derive(Clone, Debug, Default)]
struct Two;

pipeline! {
    P(x: f64[n, 2], z: f64[n, 2]) -> f64[n, 4] {
        a = x |> One;
        b = z |> Two;
        [a, b] |> Concat
    }
}

fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((4, 2));
    let model = P { a: One, ..P::default() }.fit(&x, &x)?;
    println!("{:?} {}", model.a.means(), model.b.0);
    Ok(())
}
