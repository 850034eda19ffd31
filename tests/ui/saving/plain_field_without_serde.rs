// Plain data is what serde reads and writes.
// error at `Words`
use shapeflow::prelude::*;

#[derive(Debug, Clone)]
struct Words {
    words: Vec<String>,
}

#[derive(Debug, Clone, Save)]
struct Fitted {
    #[save(plain)]
    words: Words,
}

fn main() {}
