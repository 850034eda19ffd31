// A word is misspelt.
// error at `nestd`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Ridge {
    #[space(nestd)]
    scaler: StandardScaler,
}

fn main() {}
