// A step that needs all rows at once is used with batches.
// error at `fit_batches`
use shapeflow::batches::Rows;
use shapeflow::prelude::*;

pipeline! {
    Digits(row: f32[n, 4]) fit(digit: u8[n]) -> f32[n, 2] {
        scaled = row |> StandardScaler;
        scaled |> LogisticRegression<2>.fit(digit)
    }
}

fn main() -> Result<()> {
    let rows = (Array2::<f32>::zeros((4, 4)).into_shared(), Array1::<u8>::zeros(4).into_shared());
    Digits::default().fit_batches(Rows::of(rows).by(2)?)?;
    Ok(())
}
