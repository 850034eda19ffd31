// A step that takes arrays and learns against a target, after a sparse value.
// error at `Classify`

use shapeflow::prelude::*;

/// Answers with the first column.
#[derive(Debug, Clone, Default)]
struct Classify;

#[step("[n, d] fit([n]) -> [n]")]
impl Classify {
    fn fit(&self, _x: ArrayView2<'_, f64>, _y: ArrayView1<'_, u8>) -> Result<FittedClassify> {
        Ok(FittedClassify)
    }
}

#[derive(Debug, Clone)]
struct FittedClassify;

#[step]
impl FittedClassify {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array1<f64> {
        x.column(0).to_owned()
    }
}

pipeline! {
    Topics(words: sparse f64[n, 1000]) fit(topic: u8[n]) -> f64[n] {
        words |> Classify.fit(topic)
    }
}

fn main() {}
