// A distribution is misspelt.
// error at `unifrom`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge {
    #[space(unifrom(0.0..=1.0))]
    c: f64,
}

fn main() {}
