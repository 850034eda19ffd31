// The author of a step forgot a bracket in its signature.
// error at `Double`
use shapeflow::prelude::*;

#[derive(Clone, Default)]
struct Double;

impl Stateless for Double {
    const SIGNATURE: Signature = Signature::new("[n, d -> [n, 2*d]", &[]);
}

impl Transform<ArcArray2<f32>> for Double {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Twice(row: f32[n, 4]) {
        twice = row |> Double;
        twice
    }
}

fn main() {}
