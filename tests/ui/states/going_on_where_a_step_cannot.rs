// A step of a nested pipeline cannot continue learning once it is fitted.
// error at `partial_fit`
use shapeflow::prelude::*;

pipeline! {
    Strokes(row: f32[n, 4]) -> f32[n, 2] {
        row |> StandardScaler |> Pca<2>
    }

    Digits(row: f32[n, 4]) -> f32[n, 2] {
        row |> Strokes |> MinMaxScaler
    }
}

fn main() -> Result<()> {
    let mut model = Digits::default().fit(Array2::zeros((4, 4)))?;
    Digits::default().partial_fit(&mut model, Array2::zeros((4, 4)))
}
