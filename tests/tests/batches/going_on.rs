//! A fitted pipeline that continues learning.

use super::*;

pipeline! {
    Inner(x: f32[n, d]) -> f32[n, d] {
        scaled = x |> StandardScaler;
        scaled |> OneMore
    }

    Growing(x: f32[n, 2]) fit(y: u8[n]) -> f32[n, 2] {
        inner = x |> Inner;
        ranges = inner |> MinMaxScaler;
        read = [inner, ranges] |> Concat |> SgdClassifier<2> { epochs: 1 }.fit(y);
        read
    }

    Scaled(x: f32[n, d]) -> f32[n, d] {
        scaled = x |> StandardScaler;
        scaled
    }
}

fn labels(rows: usize) -> Array1<u8> {
    Array1::from_shape_fn(rows, |row| (row % 2) as u8)
}

#[test]
fn a_scaler_that_went_on_is_the_scaler_of_all_rows() -> Result<()> {
    let x = noise(10, 3, 1);
    let part = |from: usize, to: usize| x.slice_axis(Axis(0), (from..to).into());
    let mut model = Scaled::default().fit(part(0, 4))?;
    for (from, to) in [(4, 5), (5, 10)] {
        Scaled::default().partial_fit(&mut model, part(from, to))?;
    }
    let whole = Scaled::default().fit(&x)?;
    assert_eq!(model.scaled.rows(), 10);
    let (one, other) = (model.predict(&x)?, whole.predict(&x)?);
    assert!(one.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-6), "{one} {other}");
    Ok(())
}

#[test]
fn each_step_learns_and_then_transforms() -> Result<()> {
    let (log, run) = logged()?;
    let mut model = Growing::default().fit(noise(6, 2, 1), labels(6))?;
    let before = model.clone();
    Growing::default().partial_fit_with(&run, &mut model, noise(4, 2, 2), labels(4))?;
    assert_eq!(
        log.take(),
        [
            "growing.inner.scaled learns",
            "growing.inner.scaled transforms 4",
            "growing.inner.output transforms 4",
            "growing.inner transforms 4",
            "growing.ranges transforms 4",
            "growing.read.concat transforms 4",
            "growing.read.sgd_classifier learns",
        ]
    );
    assert_eq!(model.inner.scaled.rows(), 10);
    assert_ne!(model.predict(table(2, 2))?, before.predict(table(2, 2))?);
    Ok(())
}

#[test]
fn a_batch_that_fails_counts_for_no_step() -> Result<()> {
    let mut model = Growing::default().fit(noise(6, 2, 1), labels(6))?;
    let before = model.predict(table(2, 2))?;
    // The scalers could learn from it, the classifier cannot.
    let error =
        Growing::default().partial_fit(&mut model, noise(2, 2, 2), array![0, 5]).expect_err("no class 5");
    assert_eq!(error.path(), "growing.read.sgd_classifier");
    assert_eq!(model.inner.scaled.rows(), 6);
    assert_eq!(bits(&model.predict(table(2, 2))?), bits(&before));
    Ok(())
}

#[test]
fn two_epochs_fit_twice_and_the_prediction_transforms_once() -> Result<()> {
    let (log, run) = logged()?;
    let mut model = Watched::default().fit(table(1, 2), array![0.0])?;
    let epochs: Batches<_> = Rows::of(labelled(3)).by(3)?.shuffled(run.seed_value());
    for epoch in 0..2 {
        for batch in epochs.pass(epoch)? {
            let (x, y) = batch?;
            Watched::default().partial_fit_with(&run, &mut model, x, y)?;
        }
    }
    model.predict_with(&run, table(3, 2))?;
    assert_eq!(
        log.take(),
        ["watched.watched learns", "watched.watched learns", "watched.watched transforms 3"]
    );
    assert_eq!(model.watched.batches, [1, 3, 3]);
    Ok(())
}
