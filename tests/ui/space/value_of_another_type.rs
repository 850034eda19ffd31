// A boolean is set to a number.
// error at `1.0`
use shapeflow::prelude::*;

fn main() {
    let _ = Assignment::new().with_at(&Pca::<8>::at().whiten, 1.0);
}
