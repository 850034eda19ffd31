// A fitted step that returns another number of axes than the signature.
// error at `FittedSum`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
pub struct Sum;

#[derive(Debug, Clone)]
pub struct FittedSum(f32);

#[step("[n, d] -> [n]", rowwise)]
impl Sum {
    fn fit(&self, x: ArrayView2<'_, f32>) -> FittedSum {
        FittedSum(x.sum())
    }
}

#[step]
impl FittedSum {
    fn transform(&self, x: ArrayView2<'_, f32>) -> Array2<f32> {
        &x - self.0
    }
}

fn main() {}
