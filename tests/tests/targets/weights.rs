//! Sample weights and validation sets are inputs of `fit`, wired like any other value.

use shapeflow::batches::Rows;
use shapeflow::prelude::*;

use crate::two_classes;

pipeline! {
    Weighted(x: f64[n, 4]) fit(y: u8[n], weight: f32[n]) -> f64[n, 2] {
        scaled = x |> StandardScaler.fit(weight);
        scaled |> LogisticRegression<2>.fit(y, weight)
    }

    Plain(x: f64[n, 4]) fit(y: u8[n]) -> f64[n, 2] {
        scaled = x |> StandardScaler;
        scaled |> LogisticRegression<2>.fit(y)
    }

    Descent(x: f64[n, 4]) fit(y: u8[n], weight: f32[n]) -> f64[n, 2] {
        scaled = x |> StandardScaler.fit(weight);
        scaled |> SgdClassifier<2> { epochs: 5 }.fit(y, weight)
    }

    /// Meta-steps pass weights on with their rows.
    Stacked(x: f64[n, 4]) fit(y: u8[n], weight: f32[n]) -> f64[n, 2] {
        x |> CrossFit<LogisticRegression<2>, 3>.fit(y, weight) |> Bagging<LogisticRegression<2>, 2>.fit(y, weight)
    }

    /// A pipeline with weights is a step with weights.
    Around(x: f64[n, 4]) fit(y: u8[n], weight: f32[n]) -> usize[n] {
        x |> Weighted.fit(y, weight) |> ArgMax
    }
}

#[test]
fn a_row_counts_by_its_weight() -> Result<()> {
    let (x, y) = two_classes(80);
    let weight = Array1::from_shape_fn(80, |row| [1.0_f32, 0.0, 2.0, 1.0][row / 2 % 4]);
    let model = Weighted::default().fit(&x, &y, &weight)?;
    let times = weight.iter().enumerate().flat_map(|(row, &times)| vec![row; times as usize]);
    let times: Vec<usize> = times.collect();
    let repeated = Plain::default().fit(x.select(Axis(0), &times), y.select(Axis(0), &times))?;
    assert_eq!(model.scaled.weight(), repeated.scaled.rows() as f64);
    let difference = &model.predict(&x)? - &repeated.predict(&x)?;
    assert!(difference.iter().all(|difference| difference.abs() < 1e-7), "{difference}");
    assert_ne!(model.predict(&x)?, Plain::default().fit(&x, &y)?.predict(&x)?);
    assert_eq!(Around::default().fit(&x, &y, &weight)?.predict(&x)?.len(), 80);
    assert_eq!(Stacked::default().fit(&x, &y, &weight)?.predict(&x)?.dim(), (80, 2));
    Ok(())
}

#[test]
fn weights_of_one_are_no_weights() -> Result<()> {
    let (x, y) = two_classes(60);
    let model = Weighted::default().fit(&x, &y, Array1::<f32>::ones(60))?;
    assert_eq!(model.predict(&x)?, Plain::default().fit(&x, &y)?.predict(&x)?);
    Ok(())
}

#[test]
fn a_wrong_weight_is_an_error_of_the_first_step_that_learns_from_it() -> Result<()> {
    let (x, y) = two_classes(60);
    let mut weight = Array1::<f32>::ones(60);
    weight[17] = -0.5;
    let error = Weighted::default().fit(&x, &y, &weight).expect_err("negative").to_string();
    assert_eq!(
        error,
        "weighted.scaled: fit: every weight must be 0 or a positive number, but that of row 17 (counted from 0) is -0.5; \
         use the weight 0 for a row that should not count"
    );
    let error = Weighted::default().fit(&x, &y, Array1::<f32>::ones(59)).expect_err("too few").to_string();
    assert_eq!(error, "weighted: fit: input `weight`: expected [n = 60], got [59]");
    Ok(())
}

#[test]
fn batches_bring_their_weights() -> Result<()> {
    let (x, y) = two_classes(90);
    let weight = Array1::from_shape_fn(90, |row| (row % 3) as f32);
    let source = Rows::of((x.to_shared(), y.to_shared(), weight.to_shared())).by(32)?;
    let mut model = Descent::default().fit_batches(source)?;
    let whole = Descent::default().fit(&x, &y, &weight)?;
    let near = |a: &f64, b: &f64| (a - b).abs() < 1e-12;
    assert!(model.scaled.mean().iter().zip(whole.scaled.mean()).all(|(a, b)| near(a, b)));
    Descent::default().partial_fit(&mut model, &x, &y, &weight)?;
    assert_eq!(model.scaled.weight(), 180.0);
    Ok(())
}
