// A step of the predict graph passes a target on with the data.
// error at `Moved`
use shapeflow::prelude::*;

/// Moves the rows by the target.
#[step("[n, d], [n] -> [n, d], [n]")]
fn moved(
    rows: ArrayView2<'_, f32>,
    target: ArrayView1<'_, f32>,
) -> (Array2<f32>, Array1<f32>) {
    (&rows + &target.insert_axis(Axis(1)), target.to_owned())
}

pipeline! {
    Groups(x: f32[n, 4]) fit(price: f32[n]) -> f32[n] {
        (near, target) = (x, price) |> Moved;
        near |> Ridge.fit(target)
    }
}

fn main() {}
