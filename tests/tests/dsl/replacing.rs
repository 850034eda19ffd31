//! Replacing steps: a step, fitted or not, is replaced by another of the same type; another type is another pipeline.

use super::*;
use shapeflow::ErrorKind;

/// The input of the classifier. Another type here is checked as if it were written in the pipeline.
type Code = Pca<2>;

pipeline! {
    Encoder(x: f32[n, 4]) -> f32[n, 2] {
        x |> StandardScaler |> code: Code
    }

    Kinds(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        encoder = x |> Encoder;
        probs = encoder |> LogisticRegression<2>.fit(y);
        probs
    }

    KindsOfFrozen(x: f32[n, 4]) fit(y: u8[n]) -> f32[n, 2] {
        encoder = x |> Frozen<Encoder>;
        probs = encoder |> LogisticRegression<2>.fit(y);
        probs
    }
}

fn rows(seed: u64) -> (Array2<f32>, Array1<u8>) {
    let x = shapeflow_tests::noise(40, 4, seed);
    let y = x.map_axis(Axis(1), |row| u8::from(row[0] + row[1] > 0.0));
    (x, y)
}

#[test]
fn a_step_is_replaced_by_one_of_its_type() -> Result<()> {
    let (x, y) = rows(1);
    let mut kinds = Kinds::default();
    let before = kinds.fit(&x, &y)?;
    kinds.probs = LogisticRegression { c: 0.01, ..LogisticRegression::default() };
    kinds.encoder.output.code = Code { whiten: true };
    let after = kinds.fit(&x, &y)?;
    assert_ne!(before.predict(&x)?, after.predict(&x)?);
    Ok(())
}

#[test]
fn a_fitted_step_is_replaced_by_that_of_another_model() -> Result<()> {
    let ((x, y), (other_x, _)) = (rows(1), rows(2));
    let mut model = Kinds::default().fit(&x, &y)?;
    let other = Encoder::default().fit(&other_x)?;
    model.encoder = other.clone();
    let code = other.predict(&x)?.into_shared();
    assert_eq!(model.predict(&x)?, model.probs.transform(code)?);
    // Only the scaler.
    model.encoder.output.standard_scaler = Encoder::default().fit(&x)?.output.standard_scaler;
    assert_ne!(model.encoder.predict(&x)?, other.predict(&x)?);
    Ok(())
}

#[test]
fn a_frozen_encoder_thaws_into_the_pipeline_that_learns_it() -> Result<()> {
    let (x, y) = rows(1);
    let mut model = Kinds::default().fit(&x, &y)?;
    let probs = LogisticRegression::default();
    let frozen = KindsOfFrozen { encoder: Frozen::new(model.encoder.clone()), probs };
    let of_frozen = frozen.fit(&x, &y)?;
    assert_eq!(of_frozen.predict(&x)?, model.predict(&x)?);
    model.encoder = of_frozen.encoder.into_fitted();
    assert_eq!(of_frozen.probs.coefficients(), model.probs.coefficients());
    Ok(())
}

/// One Rust type may be the fitted form of steps with several signatures: `FittedPca` of any number of components.
#[test]
fn a_fitted_step_of_another_size_is_an_error_that_names_the_node() -> Result<()> {
    let (x, y) = rows(1);
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    let mut model = Kinds::default().fit(&x, &y)?;
    model.encoder.output.code = Pca::<3>::default().fit(x.to_shared(), (), &context)?;
    let error = model.predict(&x).expect_err("3 components of 2");
    assert_eq!((error.kind(), error.path()), (ErrorKind::BrokenPromise, "kinds.encoder.output.code"));
    Ok(())
}
