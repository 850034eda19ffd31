// One mistake at the start of a long chain is one error.
// error at `MeanPool`
use shapeflow::prelude::*;
use shapeflow_tests::misused::{ColumnSums, MeanPool};

pipeline! {
    Digits(image: f32[n, 7, 7]) fit(digit: u8[n]) -> f32[n, 10] {
        small = image |> MeanPool;
        strokes = small |> ColumnSums |> Pca<3>;
        pixels = small |> Flatten |> StandardScaler;
        features = [pixels, strokes] |> Concat |> expect [n, 12];
        probs = features |> LogisticRegression<10>.fit(digit);
        probs
    }
}

fn main() {}
