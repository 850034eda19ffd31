// A search space in a step that does not implement `Hyperparameters`.
// error at `Doubled`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Doubled {
    factor: f32,
}

impl Stateless for Doubled {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Doubled {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x * self.factor)
    }
}

pipeline! {
    Doubling(x: f32[n, 8]) -> f32[n, 8] {
        x |> Doubled { factor: 2.0 ~ uniform(1.0..=3.0) }
    }
}

fn main() {}
