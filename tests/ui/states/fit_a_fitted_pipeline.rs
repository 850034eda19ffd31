// Fitting a fitted pipeline.
// error at `fit`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn main() -> Result<()> {
    let rows = Array2::<f32>::zeros((150, 4));
    let model = Scale::default().fit(&rows)?;
    model.fit(&rows)?;
    Ok(())
}
