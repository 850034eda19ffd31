//! Right pipelines: the graph that they become.

use super::{graph, read};

#[test]
fn digits() {
    let (pipelines, errors) = read(
        "/// Reads a digit.
        pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
            pixels  = image |> Flatten |> StandardScaler;
            strokes = image |> [ColumnSums, RowSums] |> Concat |> Pca<12>;
            probs   = [pixels, strokes] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
            probs
        }",
    );
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(
        graph(&pipelines[0]),
        [
            "pixels.flatten: One(image) |> Flatten = Flatten",
            "pixels.standard_scaler: One(Flatten) |> StandardScaler = pixels",
            "strokes.column_sums: One(image) |> ColumnSums = ColumnSums",
            "strokes.row_sums: One(image) |> RowSums = RowSums",
            "strokes.concat: Array(ColumnSums, RowSums) |> Concat = Concat",
            "strokes.pca: One(Concat) |> Pca<12> = strokes",
            "probs.concat: Array(pixels, strokes) |> Concat = Concat",
            "probs.logistic_regression: One(Concat) |> LogisticRegression<10> fit One(digit*) = probs",
        ]
    );
}
