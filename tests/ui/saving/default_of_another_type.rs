// The value in older files has the type of the field.
// error at `"none"`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Save)]
#[save(version = 2, oldest = 1)]
struct Fitted {
    #[save(since = 2, default = "none")]
    rows: u64,
}

fn main() {}
