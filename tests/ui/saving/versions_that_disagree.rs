// A field that every file has, and one that is newer than the type.
// error at `1`
// error at `3`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Save)]
#[save(version = 2, oldest = 1)]
struct Fitted {
    #[save(since = 1)]
    mean: Array1<f64>,
    #[save(since = 3)]
    rows: u64,
}

fn main() {}
