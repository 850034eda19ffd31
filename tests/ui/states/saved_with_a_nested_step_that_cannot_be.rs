// A step of a nested pipeline whose state cannot be saved.
// error at `save`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Connected;

impl Stateless for Connected {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Connected {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Cleaned(row: f32[n, 4]) -> f32[n, 4] {
        row |> Connected
    }
}

pipeline! {
    Scale(row: f32[n, 4]) -> f32[n, 4] {
        row |> Cleaned |> StandardScaler
    }
}

fn main() -> Result<()> {
    let rows = Array2::<f32>::zeros((150, 4));
    let model = Scale::default().fit(&rows)?;
    model.save("scale.safetensors")
}
