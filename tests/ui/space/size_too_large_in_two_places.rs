// A range that exceeds the columns, of a size that two steps use.
// error at `k`
use shapeflow::prelude::*;

pipeline! {
    Reduced(x: f64[n, 8]) -> f64[n, 2*k] {
        size k in 2..=16 = 3;
        main   = x |> SizedPca { components: k };
        others = x |> StandardScaler |> SizedPca { components: k, whiten: true };
        [main, others] |> Concat
    }
}

fn main() {}
