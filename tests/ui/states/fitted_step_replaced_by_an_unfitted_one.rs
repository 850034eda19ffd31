// A fitted step is replaced by a fitted step.
// error at `StandardScaler::default()`
use shapeflow::prelude::*;

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        scaled = row |> StandardScaler;
        scaled
    }
}

fn main() -> Result<()> {
    let mut model = Scale::default().fit(Array2::<f32>::zeros((150, 4)))?;
    model.scaled = StandardScaler::default();
    model.predict(Array2::<f32>::zeros((150, 4))).map(drop)
}
