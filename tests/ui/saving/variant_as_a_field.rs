// An enum saves the name of its variant under `variant`, and has no attributes before its variants.
// error at `#[save(plain)]`
// error at `variant`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Save)]
enum Fitted {
    #[save(plain)]
    One(u64),
    Many { variant: u64 },
}

fn main() {}
