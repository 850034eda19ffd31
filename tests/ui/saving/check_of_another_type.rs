// A check takes the value and returns a `Result`.
// error at `Self::check`
use shapeflow::prelude::*;

#[derive(Debug, Clone, Save)]
#[save(check = Self::check)]
struct Fitted {
    rows: u64,
}

impl Fitted {
    fn check(&self) -> bool {
        self.rows > 0
    }
}

fn main() {}
