// Arms that learn against a target, without one.
// error at `LogisticRegression<2>`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 4]) -> f32[n, 2] {
        x |> choose { exact: LogisticRegression<2>, fast: SgdClassifier<2> }
    }
}

fn main() {}
