// Names of features as they are in Python.
// error at `feature_names`

use shapeflow::prelude::*;

#[derive(Clone, Debug, Default)]
struct Half;

#[step("[n, d] -> [n, d]")]
impl Half {
    fn transform(&self, x: shapeflow::ndarray::ArrayView2<'_, f32>) -> shapeflow::ndarray::Array2<f32> {
        x.mapv(|value| value / 2.0)
    }

    fn feature_names(inputs: &[String]) -> Vec<String> {
        inputs.to_vec()
    }
}

fn main() {}
