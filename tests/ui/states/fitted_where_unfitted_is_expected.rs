// A function that accepts an unfitted pipeline receives a fitted one.
// error at `model`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn train(_: Scale) {}

fn main() -> Result<()> {
    let model = Scale::default().fit(Array2::zeros((150, 4)))?;
    train(model);
    Ok(())
}
