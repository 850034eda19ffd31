//! A rare class in the steps that draw rows and hold rows out, with labels that a step numbers.

use shapeflow::batches::GivenFolds;
use shapeflow::prelude::*;
use shapeflow_tests::noise;

pipeline! {
    /// The folds and the draws see the labels as numbers, which `LabelEncoder` made.
    Stacked(x: f32[n, 3]) fit(kind: String[n]) -> (String[n], f32[n, 2]) {
        label = kind |> LabelEncoder;
        first = x |> CrossFit<LogisticRegression<2>, 4>.fit(label);
        probs = [x, first] |> Concat |> Bagging<LogisticRegression<2>, 3>.fit(label);
        (probs |> ArgMax |> inverse(label), probs)
    }

    /// Folds in the order of the rows, by class.
    InOrder(x: f32[n, 3]) fit(kind: String[n]) -> f32[n, 2] {
        label = kind |> LabelEncoder;
        first = x |> CrossFit<LogisticRegression<2>, 4> { shuffle: false }.fit(label);
        first
    }

    /// Rows that are held out and drawn without regard to the class.
    Plain(x: f32[n, 3]) fit(kind: String[n]) -> f32[n, 2] {
        label = kind |> LabelEncoder;
        first = x |> CrossFit<LogisticRegression<2>, 4> { stratified: false }.fit(label);
        first |> Bagging<LogisticRegression<2>, 3> { stratified: false }.fit(label)
    }
}

/// 60 rows, of which the first `rare` are rare.
fn rows(rare: usize) -> (Array2<f32>, Array1<String>) {
    let kind = Array1::from_shape_fn(60, |row| if row < rare { "rare" } else { "common" }.to_owned());
    (noise(60, 3, 4), kind)
}

#[test]
fn a_rare_class_is_learned_with_every_seed() -> Result<()> {
    let (x, kind) = rows(2);
    let mut failed = 0;
    for seed in 0..200 {
        let run = Run::new().seed(seed);
        let model = Stacked::default().fit_with(&run, &x, &kind)?;
        assert_eq!(model.predict(&x)?.probs.dim(), (60, 2));
        failed += usize::from(Plain::default().fit_with(&run, &x, &kind).is_err());
    }
    assert!(failed > 50, "{failed} of 200");
    assert!(InOrder::default().fit(&x, &kind).is_ok());
    Ok(())
}

#[test]
fn the_only_row_of_a_class_is_named() {
    let (x, kind) = rows(1);
    let error = Stacked::default().fit(&x, &kind).expect_err("one row").to_string();
    // `LabelEncoder` sorts: common is 0, rare is 1.
    assert_eq!(
        error,
        "stacked.first.fold0: fit: class 1 of 2 has no row to learn from, so its intercept has no optimum; add rows of it, or \
         reduce the number of classes; fold 0 holds out the only row of class 1, so this copy cannot learn from it: add rows of \
         the class, or leave it out"
    );
}

#[test]
fn folds_are_given_by_field_or_by_path() -> Result<()> {
    let (x, kind) = rows(20);
    let numbers = (0..60).map(|row| row % 4);
    let mut by_field = InOrder::default();
    by_field.first.given = GivenFolds::new(numbers.clone())?;
    let text = numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ");
    let by_path = InOrder::default().with(&Assignment::from([("first.given", text.as_str())]))?;
    assert_eq!(by_path.first, by_field.first);
    let (_, out) = by_field.fit_transform(&x, &kind)?;
    assert_eq!(out, by_path.fit_transform(&x, &kind)?.1);
    assert_ne!(out, InOrder::default().fit_transform(&x, &kind)?.1);
    Ok(())
}
