//! Values that a pipeline rejects: each is an error that says what, where and why.

use super::*;

pipeline! {
    Model(x: f32[n, 3], z: f32[n, e]) fit(y: u8[n]) -> f32[n, 2] {
        scaled = x |> StandardScaler;
        joined = [scaled, z] |> Concat;
        kept = joined |> First<4>;
        kept |> LogisticRegression<2>.fit(y)
    }
}

const MISSING: &str = "class 1 of 2 has no row to learn from, so its intercept has no optimum; add rows of it, \
                       or reduce the number of classes";

fn y(rows: usize) -> Array1<u8> {
    Array1::from_shape_fn(rows, |row| (row % 2) as u8)
}

/// The error of a fit of `x`, `z` and `y`.
fn fit(x: Array2<f32>, z: Array2<f32>, y: Array1<u8>) -> String {
    Model::default().fit(x, z, y).map_or_else(|error| error.to_string(), |_| "fits".to_owned())
}

#[test]
fn shapes_of_inputs_are_compared_with_the_header_and_with_each_other() {
    let t = table;
    assert_eq!(fit(noise(6, 3, 1), noise(6, 1, 2), y(6)), "fits");
    assert_eq!(fit(t(6, 4), t(6, 1), y(6)), "model: fit: input `x`: expected [n = 6, 3], got [6, 4]");
    assert_eq!(fit(t(6, 3), t(5, 1), y(6)), "model: fit: input `z`: expected [n = 6, e], got [5, 1]");
    assert_eq!(fit(t(6, 3), t(6, 1), y(5)), "model: fit: input `y`: expected [n = 6], got [5]");
    let model = Model::default().fit(noise(6, 3, 1), noise(6, 1, 2), y(6)).expect("fits");
    let error = model.predict(t(2, 3), t(3, 1)).expect_err("rows differ");
    assert_eq!(error.to_string(), "model: predict: input `z`: expected [n = 2, e], got [3, 1]");
    assert_eq!((error.kind(), error.path()), (shapeflow::ErrorKind::Shape, "model"));
}

#[test]
fn a_condition_on_an_open_size_is_asked_of_the_data_in_the_words_of_rustc() {
    let error = fit(noise(6, 3, 1), Array2::zeros((6, 0)), y(6));
    let expected = "model.kept: fit: shape mismatch at step `First<4>`\n  takes    [n, d]\n  is given [6, 3]  from `joined`\n  \
                    needs `K <= d`, but K = 4, d = 3";
    assert_eq!(error, expected);
}

#[test]
fn other_columns_than_while_fitting_are_the_steps_own_error() {
    let model = Model::default().fit(noise(6, 3, 1), noise(6, 1, 2), y(6)).expect("fits");
    // `First<4>` keeps four of any number, so more columns are not an error here.
    assert!(model.predict(table(2, 3), table(2, 9)).is_ok());
}

#[test]
fn no_rows_and_one_row() {
    let none = fit(Array2::zeros((0, 3)), Array2::zeros((0, 1)), y(0));
    let expected =
        "fitting needs at least 1 row, got 0; check the filter or the file that the rows come from";
    assert_eq!(none, format!("model.scaled: fit: {expected}"));
    let one = fit(table(1, 3), table(1, 1), y(1));
    assert_eq!(one, format!("model.output: fit: {MISSING}"));
    let model = Model::default().fit(noise(6, 3, 1), noise(6, 1, 2), y(6)).expect("fits");
    for run in runs() {
        assert_eq!(model.predict_with(&run, table(1, 3), table(1, 1)).expect("one row").dim(), (1, 2));
        let nothing = model.predict_with(&run, Array2::zeros((0, 3)), Array2::zeros((0, 1)));
        assert_eq!(nothing.expect("no rows are transformed to no rows").dim(), (0, 2));
    }
}

#[test]
fn nan_and_infinity_are_found_where_they_enter() {
    let text = |row, column, name| {
        format!(
            "every value must be a finite number, but row {row}, column {column} (counted from 0) is {name}; fill in or \
             drop such values before this step"
        )
    };
    for (bad, name) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf")] {
        let mut x = noise(6, 3, 1);
        x[[4, 1]] = bad;
        assert_eq!(fit(x.clone(), noise(6, 1, 2), y(6)), format!("model.scaled: fit: {}", text(4, 1, name)));
        let mut z = noise(6, 1, 2);
        z[[5, 0]] = bad;
        assert_eq!(fit(noise(6, 3, 1), z, y(6)), format!("model.output: fit: {}", text(5, 3, name)));
        let model = Model::default().fit(noise(6, 3, 1), noise(6, 1, 2), y(6)).expect("fits");
        let error = model.predict(x, noise(6, 1, 2)).expect_err("not finite");
        assert_eq!(error.to_string(), format!("model.scaled: predict: {}", text(4, 1, name)));
    }
}

#[test]
fn labels_that_are_no_classes() {
    let x = || (noise(6, 3, 1), noise(6, 1, 2));
    let error = fit(x().0, x().1, array![0, 1, 2, 0, 1, 0]);
    let expected = "labels must be the classes 0 to 1, but row 2 (counted from 0) has 2; number the classes from 0 with a \
                    label encoder, and use a step with as many classes as it has labels";
    assert_eq!(error, format!("model.output: fit: {expected}"));
    let error = fit(x().0, x().1, array![0, 0, 0, 0, 0, 0]);
    assert_eq!(error, format!("model.output: fit: {MISSING}"));
}
