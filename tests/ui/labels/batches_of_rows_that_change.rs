// A step that changes rows needs all of them, and is used with batches.
// error at `fit_batches`
use shapeflow::batches::Rows;
use shapeflow::prelude::*;

pipeline! {
    Line(x: f64[n, 2]) fit(y: f64[n]) -> f64[n] {
        (kept, kept_y) = (x, y) |> DropOutliers;
        kept |> Ridge.fit(kept_y)
    }
}

fn main() -> Result<()> {
    let rows = (Array2::<f64>::zeros((4, 2)).into_shared(), Array1::<f64>::zeros(4).into_shared());
    Line::default().fit_batches(Rows::of(rows).by(2)?)?;
    Ok(())
}
