// The signature of a step declares two outputs, and the step returns one.
// error at `Halves`
use shapeflow::prelude::*;

#[derive(Clone, Default)]
struct Halves;

impl Stateless for Halves {
    const SIGNATURE: Signature = Signature::new("[n, 2*d] -> [n, d], [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Halves {
    type Out = ArcArray2<f32>;

    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Split(row: f32[n, 4]) {
        (left, right) = row |> Halves;
        [left, right] |> Concat
    }
}

fn main() {}
