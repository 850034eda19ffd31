// A field that is not a hyperparameter.
// error at `Vec<f64>`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge {
    c: f64,
    weights: Vec<f64>,
}

fn main() {}
