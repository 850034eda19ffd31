// Two steps have equal fitted types; only the second is wrong.
// error at `Pca<9>`
use shapeflow::prelude::*;
use shapeflow_tests::misused::ColumnSums;

pipeline! {
    Strokes(image: f32[n, 8, 8]) {
        few = image |> ColumnSums |> Pca<2>;
        many = image |> ColumnSums |> Pca<9>;
        [few, many] |> Concat
    }
}

fn main() {
    let _ = Strokes::default().clone();
}
