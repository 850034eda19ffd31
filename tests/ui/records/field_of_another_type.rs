// A field of a type that no column has, and one that cannot be missing.
// error at `Vec`
// error at `Option`
use shapeflow::prelude::*;

#[derive(Clone, Record)]
struct Signal {
    values: Vec<f32>,
    spare: Option<Vec<f32>>,
    rate: f64,
}

fn main() {}
