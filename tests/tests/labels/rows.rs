//! Steps that change rows and targets together, and act only while fitting.

use shapeflow::prelude::*;

use crate::two_groups;

pipeline! {
    /// The steps after the dropped rows learn from the remaining rows, and predict for all.
    Kept(x: f64[n, 2]) fit(side: String[n]) -> (String[n], f64[n, 2]) {
        label    = side |> LabelEncoder;
        (x2, y2) = (x, label) |> DropOutliers { limit: 3.0 };
        scaled   = x2 |> StandardScaler;
        probs    = scaled |> LogisticRegression<2>.fit(y2);
        (probs |> ArgMax |> inverse(label), scaled)
    }

    /// Two of them in a chain.
    Both(x: f64[n, 2]) fit(side: u8[n]) -> f64[n, 2] {
        (x2, y2) = (x, side) |> DropOutliers { limit: 3.0 };
        (x3, y3) = (x2, y2) |> Balance;
        x3 |> Counted.fit(y3)
    }

    /// A step of another pipeline, whose rows it does not change.
    Around(x: f64[n, 2]) fit(side: String[n]) -> (String[n], f64[n, 4]) {
        (answer, scaled) = x |> Kept.fit(side);
        (answer, [x, scaled] |> Concat)
    }
}

/// Two groups, and one row far away.
fn with_an_outlier() -> (Array2<f64>, Array1<String>) {
    let mut x = two_groups(41);
    x.row_mut(40).fill(500.0);
    (x, Array1::from_shape_fn(41, |row| if row % 2 == 0 { "left" } else { "right" }.to_owned()))
}

#[test]
fn steps_learn_from_the_rows_that_are_left_and_predict_for_all() -> Result<()> {
    let (x, side) = with_an_outlier();
    let (model, out) = Kept::default().fit_transform(&x, &side)?;
    assert_eq!(model.scaled.rows(), 40);
    assert!(model.scaled.mean().iter().all(|mean| mean.abs() < 1.0));
    let again = model.predict(&x)?;
    assert_eq!(out.scaled, again.scaled);
    assert_eq!(again.scaled.nrows(), 41);
    let inside = |labels: &Array1<String>| labels.iter().take(40).cloned().collect::<Vec<_>>();
    assert_eq!(inside(&again.inverse), inside(&side));
    assert_eq!(model.predict(x.view().split_at(Axis(0), 3).0)?.scaled.nrows(), 3);
    Ok(())
}

#[test]
fn a_pipeline_that_changes_rows_is_a_step_that_does_not() -> Result<()> {
    let (x, side) = with_an_outlier();
    let (model, out) = Around::default().fit_transform(&x, &side)?;
    assert_eq!(out.answer.len(), 41);
    assert_eq!(model.predict(&x)?.answer, out.answer);
    Ok(())
}

#[test]
fn draws_depend_on_the_seed_alone() -> Result<()> {
    let (x, _) = with_an_outlier();
    let side = Array1::from_shape_fn(41, |row| u8::from(row % 7 == 0));
    let fit = |seed, threads| Both::default().fit_with(&Run::new().seed(seed).threads(threads)?, &x, &side);
    let one = fit(1, 1)?;
    // 40 rows without the outlier, 6 of the rare class: 34 and 34.
    assert_eq!(one.output.counts, [34, 34]);
    assert_eq!(one.output.sum, fit(1, 8)?.output.sum);
    assert_ne!(one.output.sum, fit(2, 1)?.output.sum);
    assert_eq!(one.predict(&x)?.nrows(), 41);
    Ok(())
}

/// Counts the rows of each class.
#[derive(Clone, Default)]
struct Counted;

#[derive(Clone)]
struct FittedCounted {
    counts: [usize; 2],
    sum: f64,
}

impl Step for Counted {
    type Fitted = FittedCounted;
    const SIGNATURE: Signature = Signature::new("[n, d] fit([n]) -> [n, d]", &[]);
}

impl Fit<ArcArray2<f64>, ArcArray1<u8>> for Counted {
    fn fit(&self, x: ArcArray2<f64>, y: ArcArray1<u8>, _: &Context<'_>) -> Result<FittedCounted> {
        let counts = [0, 1].map(|class| y.iter().filter(|label| **label == class).count());
        Ok(FittedCounted { counts, sum: x.sum() })
    }
}

impl Transform<ArcArray2<f64>> for FittedCounted {
    type Out = ArcArray2<f64>;
    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
        Ok(x)
    }
}
