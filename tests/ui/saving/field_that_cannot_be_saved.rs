// A field whose type has no form in a file.
// error at `Connection`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Connection;

#[derive(Debug, Clone, Save)]
struct Fitted {
    mean: Array1<f64>,
    connection: Connection,
    rows: u64,
}

fn main() {}
