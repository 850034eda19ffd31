// The name of a distribution in SciPy, a number as an equation, and a size without a range.
// error at `loguniform`
// error at `let`
// error at `6`
use shapeflow::prelude::*;

pipeline! {
    Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
        petals |> LogisticRegression<2> { c: 0.5 ~ loguniform(1e-3..=1e2) }.fit(kind)
    }

    Reduced(x: f64[n, 8]) -> f64[n, k] {
        let k = 3;
        x |> SizedPca { components: k }
    }

    Sized(x: f64[n, 8]) -> f64[n, k] {
        size k in 6;
        x |> SizedPca { components: k }
    }
}

fn main() {}
