// The fitted form of another step.
// error at `scaled`
use shapeflow::prelude::*;

pipeline! {
    Encoder(row: f32[n, 4]) -> f32[n, 4] {
        row |> MinMaxScaler
    }

    Scale(row: f32[n, 4]) -> f32[n, 4] {
        encoded = row |> Frozen<Encoder>;
        encoded
    }
}

fn main() -> Result<()> {
    let rows = Array2::<f32>::zeros((150, 4));
    let run = Run::new();
    let context = Context::root(&run, "scale", Phase::Fit);
    let scaled = StandardScaler::default().fit(rows.to_shared(), (), &context)?;
    let model = Scale { encoded: Frozen::<Encoder>::new(scaled) }.fit(&rows)?;
    model.predict(&rows).map(drop)
}
