// A promise of one output for two, whose names `main` uses.
// error at `-> f64[n, 2]`

use shapeflow::prelude::*;

pipeline! {
    Parts(x: f64[n, 2]) -> f64[n, 2] {
        up = x |> StandardScaler;
        down = x |> MinMaxScaler;
        (up, down)
    }
}

fn main() -> Result<()> {
    let x = Array2::<f64>::zeros((4, 2));
    let PartsOutput { up, down } = Parts::default().fit(&x)?.predict(&x)?;
    println!("{up} {down}");
    Ok(())
}
