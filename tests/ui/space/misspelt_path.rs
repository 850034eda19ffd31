// A path is misspelt.
// error at `whitten`
use shapeflow::prelude::*;

#[derive(Hyperparameters)]
struct Strokes {
    #[space(nested)]
    pca: Pca<8>,
}

fn main() {
    let _ = Strokes::at().pca.whitten;
}
