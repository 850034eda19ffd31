// Items between pipelines and among equations, and generic parameters: what they name is unknown without a second error.
// error at `use`
// error at `const`
// error at `const`
// error at `<`
use shapeflow::prelude::*;

pipeline! {
    use shapeflow_tests::misused::ColumnSums;

    const K: usize = 2;

    Sums(x: f32[n, K]) -> f32[n, K] { x |> ColumnSums |> Pca<K> }

    Own(x: f64[n, 8]) {
        const OWN: usize = 2;
        low = x |> Pca<OWN>;
        low |> expect [n, OWN]
    }

    Any<T>(x: T[n, 8]) -> T[n, 8] { x |> StandardScaler }
}

fn main() {}
