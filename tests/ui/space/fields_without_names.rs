// Fields without names have no paths.
// error at `(f64)`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge(f64);

fn main() {}
