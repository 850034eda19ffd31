// The type is saved if its parts are.
// error at `&model`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Default)]
struct Connection;

#[derive(Debug, Clone, Save)]
struct Both<F> {
    left: F,
    right: Vec<F>,
}

fn main() -> Result<()> {
    let model = Both { left: Connection, right: Vec::new() };
    save_to("both.safetensors", &Described::new("Both", ""), &model)
}
