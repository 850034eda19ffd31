// A step without default hyperparameters as an arm.
// error at `Digits::default()`
use shapeflow::prelude::*;

#[derive(Debug, Clone)]
struct Times(f32);

impl Stateless for Times {
    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
}

impl Transform<ArcArray2<f32>> for Times {
    type Out = ArcArray2<f32>;
    fn transform(&self, x: ArcArray2<f32>) -> Result<ArcArray2<f32>> {
        Ok(x * self.0)
    }
}

pipeline! {
    Digits(x: f32[n, 64]) -> f32[n, 64] {
        x |> choose { scaled: StandardScaler, times: Times }
    }
}

fn main() {
    let _ = Digits::default();
}
