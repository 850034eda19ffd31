// A declared size in a field that is not a whole number.
// error at `k`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default, Hyperparameters)]
struct Kept {
    share: f64,
}

impl Stateless for Kept {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, share]", &[]);
}

impl Transform<ArcArray2<f32>> for Kept {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x)
    }
}

pipeline! {
    Flowers(x: f32[n, 8]) -> f32[n, k] {
        size k in 1..=4;
        x |> Kept { share: k }
    }
}

fn main() {}
