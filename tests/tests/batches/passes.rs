//! A fit from batches: which node learns in which pass.

use super::*;

pipeline! {
    Digits(x: f32[n, 6]) fit(y: u8[n]) -> f32[n, 2] {
        scaled = x |> StandardScaler;
        kept = scaled |> Pca<2>;
        other = x |> OneMore |> MinMaxScaler;
        [kept, other] |> Concat |> SgdClassifier<2> { epochs: 3 }.fit(y)
    }
}

#[test]
fn a_first_fit() -> Result<()> {
    let y = Array1::from_shape_fn(10, |row| (row % 2) as u8).into_shared();
    let source = Rows::of((noise(10, 6, 1).into_shared(), y)).by(3)?;
    assert_eq!(Digits::default().passes()?, 6);
    let model = Digits::default().fit_batches(&source)?;
    model.predict(noise(4, 6, 2))?;
    Ok(())
}
