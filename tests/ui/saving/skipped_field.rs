// The loaded value would not be the saved one.
// error at `skip`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Buffer;

#[derive(Debug, Clone, Save)]
struct Fitted {
    mean: Array1<f64>,
    #[save(skip)]
    buffer: Buffer,
}

fn main() {}
