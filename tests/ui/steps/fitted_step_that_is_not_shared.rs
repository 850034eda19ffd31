// A fitted step that cannot be shared between threads.
// error at `FittedCenter`
use std::rc::Rc;

use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
pub struct Center;

#[derive(Debug, Clone)]
pub struct FittedCenter(Rc<f32>);

#[step("[n, d] -> [n, d]", rowwise)]
impl Center {
    fn fit(&self, x: ArrayView2<'_, f32>) -> FittedCenter {
        FittedCenter(Rc::new(x.mean().unwrap_or_default()))
    }
}

#[step]
impl FittedCenter {
    fn transform(&self, x: ArrayView2<'_, f32>) -> Array2<f32> {
        &x - *self.0
    }
}

pipeline! {
    Centered(x: f32[n, 8]) -> f32[n, 8] {
        x |> Center
    }
}

fn main() {
    let _ = Centered::default();
}
