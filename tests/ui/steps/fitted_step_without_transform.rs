// A fitted step whose block has no `#[step]`.
// error at `FittedCenter`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
pub struct Center;

#[derive(Debug, Clone)]
pub struct FittedCenter(f32);

#[step("[n, d] -> [n, d]", rowwise)]
impl Center {
    fn fit(&self, x: ArrayView2<'_, f32>) -> FittedCenter {
        FittedCenter(x.mean().unwrap_or_default())
    }
}

impl FittedCenter {
    fn transform(&self, x: ArrayView2<'_, f32>) -> Array2<f32> {
        &x - self.0
    }
}

pipeline! {
    Centered(x: f32[n, 8]) -> f32[n, 8] {
        x |> Center |> StandardScaler
    }
}

fn main() {
    let _ = (Centered::default(), FittedCenter::transform);
}
