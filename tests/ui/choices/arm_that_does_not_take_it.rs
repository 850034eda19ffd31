// An arm that learns from numbers, with text as its input.
// error at `StandardScaler`
use shapeflow::prelude::*;

/// Returns its input.
#[step("[n, d] -> [n, d]")]
pub fn same(x: Array2<String>) -> Array2<String> {
    x
}

pipeline! {
    Words(x: String[n, 2]) -> String[n, 2] {
        x |> choose { same: Same, scaled: StandardScaler }
    }
}

fn main() {}
