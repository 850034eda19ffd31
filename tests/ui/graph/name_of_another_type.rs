// A type with the name of the fitted pipeline.
// error at `Digits`
use shapeflow::prelude::*;

#[derive(Debug, Clone)]
pub struct DigitsFitted {
    pub path: String,
}

pipeline! {
    Digits(x: f32[n, 8]) -> f32[n, 8] {
        x |> StandardScaler
    }
}

fn main() -> Result<()> {
    let model = Digits::default().fit(Array2::zeros((3, 8)))?;
    println!("{}", model.predict(Array2::zeros((3, 8)))?);
    Ok(())
}
