// A union does not say what it holds.
// error at `union`
use shapeflow::prelude::*;

#[derive(Clone, Copy, Save)]
union Number {
    whole: u64,
    float: f64,
}

fn main() {}
