// A step inside a step without `nested`: its hyperparameters would be missing without an error.
// error at `S`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default, Hyperparameters)]
struct Same<S> {
    step: S,
}

fn main() {}
