// An arm of a choice holds one part.
// error at `{ whiten: bool }`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
enum Reduce {
    None,
    Pca { whiten: bool },
}

fn main() {}
