//! Saved pipelines: a loaded model predicts as the saved one did, and any other file is rejected.

use std::path::PathBuf;

use shapeflow::prelude::*;
use shapeflow::save::{Manifest, load_part};
use shapeflow::steps::FittedPca;

/// What is above a threshold.
#[step("[n, d] -> [n, d]", rowwise)]
fn above(x: ArrayView2<'_, f64>, #[default(0.0)] threshold: f64) -> Array2<f64> {
    x.mapv(|value| if value > threshold { value } else { 0.0 })
}

pipeline! {
    Strokes(x: f64[n, 4]) -> f64[n, 2] {
        x |> StandardScaler |> Pca<2>
    }
}

pipeline! {
    Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
        strokes = petals |> Strokes;
        parts   = { bright = petals |> Above { threshold: 3.0 } |> MinMaxScaler; bright };
        [strokes, parts] |> Concat |> LogisticRegression<2>.fit(kind)
    }
}

pipeline! {
    Others(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
        petals |> StandardScaler |> LogisticRegression<2>.fit(kind)
    }
}

/// A file of one test, removed when the value is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("shapeflow-{}-{name}.safetensors", std::process::id())))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // It may not have been written.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn petals() -> Array2<f64> {
    Array2::from_shape_fn((24, 4), |(row, column)| ((row * 7 + column * 3) % 11) as f64 + row as f64 / 7.0)
}

fn kinds() -> Array1<u8> {
    Array1::from_shape_fn(24, |row| u8::from(row % 3 == 0))
}

#[test]
fn a_loaded_model_predicts_as_the_saved_one() -> Result<()> {
    let model = Flowers::default().fit(petals(), kinds())?;
    let file = Temporary::new("flowers");
    model.save(&file.0)?;
    let loaded = Flowers::load(&file.0)?;
    assert_eq!(loaded.predict(petals())?, model.predict(petals())?);
    assert_eq!(loaded.parts.bright.above.threshold, 3.0);
    Ok(())
}

#[test]
fn a_nested_pipeline_is_loaded_alone_by_its_path() -> Result<()> {
    let model = Flowers::default().fit(petals(), kinds())?;
    let file = Temporary::new("part");
    model.save(&file.0)?;
    let strokes: StrokesFitted = load_part(&file.0, "strokes")?;
    assert_eq!(strokes.predict(petals())?, model.strokes.predict(petals())?);
    Ok(())
}

#[test]
fn a_file_of_another_pipeline_is_refused() -> Result<()> {
    let file = Temporary::new("others");
    Others::default().fit(petals(), kinds())?.save(&file.0)?;
    let error = Flowers::load(&file.0).map(drop).expect_err("another pipeline").to_string();
    assert!(error.contains("it is a model of the pipeline `Others`, not of `Flowers`"), "{error}");
    Ok(())
}

pipeline! {
    Long(x: f64[n, 2]) -> f64[n, 2] {
        x |> StandardScaler |> a: StandardScaler |> b: StandardScaler |> c: StandardScaler |> d: StandardScaler
          |> e: StandardScaler |> f: StandardScaler |> g: StandardScaler |> h: StandardScaler |> i: StandardScaler
          |> j: StandardScaler |> k: StandardScaler |> l: StandardScaler |> m: StandardScaler |> n: StandardScaler
          |> o: StandardScaler |> p: StandardScaler |> q: MinMaxScaler
    }
}

#[test]
fn a_long_pipeline_is_saved_in_parts() -> Result<()> {
    let x = petals().select(Axis(1), &[0, 2]);
    let model = Long::default().fit(&x)?;
    let file = Temporary::new("long");
    model.save(&file.0)?;
    assert_eq!(Long::load(&file.0)?.predict(&x)?, model.predict(&x)?);
    Ok(())
}

pipeline! {
    Chosen(x: f64[n, 4]) -> f64[n, 4] {
        strokes = x |> optional MinMaxScaler { clip: true };
        plain = strokes |> Inner;
        plain
    }
    Inner(x: f64[n, 4]) -> f64[n, 4] {
        x |> Above { threshold: 1.5 } |> StandardScaler
    }
}

#[test]
fn the_manifest_records_the_hyperparameters_of_the_fit() -> Result<()> {
    let told = |file: &Temporary| -> Result<Vec<String>> {
        let nodes = Manifest::read(&file.0)?.described.nodes.into_iter();
        Ok(nodes.map(|node| format!("{} {:?}", node.path, node.hyperparameters)).collect())
    };
    let mut chosen = Chosen::default();
    chosen.plain.output.standard_scaler.with_mean = false;
    let model = chosen.fit(petals())?;
    let file = Temporary::new("fitted-by");
    model.save(&file.0)?;
    assert!(told(&file)?.iter().all(|node| node.ends_with(" {}")));
    model.save_fitted_by(&file.0, &chosen)?;
    assert_eq!(
        told(&file)?,
        [
            "x {}",
            r#"strokes {"choice": "true", "clip": "true", "feature_range.0": "0.0", "feature_range.1": "1.0"}"#,
            // The parameter of a function.
            r#"plain.output.above {"threshold": "1.5"}"#,
            r#"plain.output.standard_scaler {"with_mean": "false", "with_std": "true"}"#,
        ]
    );
    // They are recorded but not compared: a file without them is the same model.
    assert_eq!(Chosen::load(&file.0)?.predict(petals())?, model.predict(petals())?);
    Ok(())
}

#[test]
fn a_part_is_not_loaded_as_another_type() -> Result<()> {
    let model = Flowers::default().fit(petals(), kinds())?;
    let file = Temporary::new("wrong-part");
    model.save(&file.0)?;
    let says =
        |error: Error| error.to_string().split(" (in the model file").next().unwrap_or_default().to_owned();
    let error = load_part::<FittedPca>(&file.0, "strokes.output.standard_scaler").expect_err("a scaler");
    assert_eq!(
        says(error),
        "strokes.output.standard_scaler.components: is expected to be an array, but the file has no array of this name"
    );
    for (part, missing) in
        [("parts", "parts.output.standard_scaler"), ("strokes.output.pcs", "strokes.output.pcs")]
    {
        let error = load_part::<StrokesFitted>(&file.0, part).expect_err("no such pipeline").to_string();
        assert!(error.starts_with(missing), "{error}");
    }
    let error = load_part::<Array2<f32>>(&file.0, "strokes.output.pca.components").expect_err("f64");
    let wrong = "strokes.output.pca.components: is F64 [2, 4] in the file, but an array of F32 with 2 axes is expected";
    assert_eq!(says(error), wrong);
    Ok(())
}

/// A server shares its model, and saves it like any other.
#[test]
fn a_shared_model_is_saved() -> Result<()> {
    let model = std::sync::Arc::new(Chosen::default().fit(petals())?);
    let file = Temporary::new("shared");
    model.save(&file.0)?;
    assert_eq!(Chosen::load(&file.0)?.predict(petals())?, model.predict(petals())?);
    Ok(())
}
