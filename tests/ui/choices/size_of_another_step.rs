// A promise of the declared size, where the size is another one.
// error at `[n, k]`
use shapeflow::prelude::*;

pipeline! {
    Flowers(x: f32[n, 8]) -> f32[n, k] {
        size k in 1..=4;
        size j in 1..=4;
        _other = x |> SizedPca { components: k };
        x |> SizedPca { components: j }
    }
}

fn main() {}
