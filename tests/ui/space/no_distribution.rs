// A range is not a distribution.
// error at `0.0..=1.0`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge {
    #[space(0.0..=1.0)]
    c: f64,
}

fn main() {}
