// A declared size in a field of a step that does not implement `Hyperparameters`.
// error at `Kept`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Kept {
    kept: usize,
}

impl Stateless for Kept {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, kept]", &[]);
}

impl Transform<ArcArray2<f32>> for Kept {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x.slice_move(shapeflow::ndarray::s![.., ..self.kept]))
    }
}

pipeline! {
    Flowers(x: f32[n, 8]) -> f32[n, k] {
        size k in 1..=4;
        x |> Kept { kept: k }
    }
}

fn main() {}
