// An arm that learns from numbers, before which there is text.
// error at `StandardScaler`
use shapeflow::prelude::*;

/// Gives its input.
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
