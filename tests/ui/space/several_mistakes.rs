// Each mistake is reported, in one run of rustc.
// error at `#[space]`
// error at `#[space(skip)]`
// error at `Vec<f64>`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge {
    #[space]
    c: f64,
    #[space(uniform(0.0..=1.0))]
    #[space(skip)]
    d: f64,
    weights: Vec<f64>,
}

fn main() {}
