//! Files of every version so far, which every later version must load, and which Python has opened.
//!
//! `engine/tests/corpus/open_in_python.py` says how the files and `python.json` are made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ndarray::{Array1, Array2, ArrayD, IxDyn};
use serde::Deserialize;

use super::{Everything, everything};
use crate::Phase;
use crate::save::manifest::hexadecimal;
use crate::save::{Described, Dtype, Manifest, Save, load_from, load_part, save_to};
use crate::step::{Context, Fit, Run, Transform};
use crate::steps::{
    ArgMax, Concat, FittedLogisticRegression, FittedMinMaxScaler, FittedStandardScaler, Flatten,
    LogisticRegression, MinMaxScaler, StandardScaler,
};

/// A fitted step, rows, and what it made of them when it was saved.
type Fitted<F> = (F, Array2<f64>, Array2<f64>);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn described() -> Described {
    super::compared::described_digits().hyperparameter("strokes.pca", "whiten", "false")
}

fn fitted<S: Fit<ndarray::ArcArray2<f64>, Y>, Y>(step: &S, y: Y) -> Fitted<S::Fitted>
where
    S::Fitted: Transform<ndarray::ArcArray2<f64>, Out = ndarray::ArcArray2<f64>>,
{
    let x = Array2::from_shape_fn((9, 3), |(row, column)| ((row * 7 + column * 5) % 11) as f64 / 4.0);
    let run = Run::new();
    let fitted = step.fit(x.to_shared(), y, &Context::root(&run, "corpus", Phase::Fit)).expect("fits");
    let out = fitted.transform(x.to_shared()).expect("finite").into_owned();
    (fitted, x, out)
}

/// Loads what `fitted` made.
fn predicts_as_before<F: Save + Transform<ndarray::ArcArray2<f64>, Out = ndarray::ArcArray2<f64>>>(
    file: &Path,
) {
    let (step, x, before): Fitted<F> = load_from(file, &described()).expect("an old file is loaded");
    let now = step.transform(x.into_shared()).expect("finite");
    assert_eq!(now.dim(), before.dim());
    let near =
        now.iter().zip(&before).all(|(now, before)| (now - before).abs() <= 1e-12 * before.abs().max(1.0));
    assert!(near, "{}: {now} is not {before}", file.display());
}

#[test]
#[ignore = "writes the corpus of this version, once"]
fn write_corpus() {
    let folder = folder().join(env!("CARGO_PKG_VERSION"));
    std::fs::create_dir_all(&folder).expect("a folder");
    let save = |name: &str, save: &dyn Fn(&Path)| {
        let file = folder.join(name).with_extension("safetensors");
        if !file.exists() {
            save(&file);
        }
    };
    let labels = ndarray::array![0_u8, 1, 0, 1, 0, 1, 0, 1, 1].into_shared();
    save("everything", &|file| save_to(file, &described(), &everything()).expect("saved"));
    save("stateless", &|file| save_to(file, &described(), &(Flatten, Concat, ArgMax)).expect("saved"));
    save("standard_scaler", &|file| {
        save_to(file, &described(), &fitted(&StandardScaler::default(), ())).expect("saved");
    });
    save("min_max_scaler", &|file| {
        let step = MinMaxScaler { clip: true, ..MinMaxScaler::default() };
        save_to(file, &described(), &fitted(&step, ())).expect("saved");
    });
    save("logistic_regression", &|file| {
        let step = LogisticRegression::<2>::default();
        save_to(file, &described(), &fitted(&step, labels.clone())).expect("saved");
    });
    #[cfg(feature = "linalg")]
    save("pca", &|file| {
        save_to(file, &described(), &fitted(&crate::steps::Pca::<2>::default(), ())).expect("saved");
    });
}

#[test]
fn files_of_every_version_are_loaded() {
    let mut count = 0;
    for version in std::fs::read_dir(folder()).expect("the corpus") {
        let version = version.expect("readable").path();
        for file in std::fs::read_dir(version).into_iter().flatten() {
            let file = file.expect("readable").path();
            count += 1;
            match file.file_stem().and_then(|name| name.to_str()) {
                Some("everything") => {
                    let model: Everything = load_from(&file, &described()).expect("an old file is loaded");
                    assert_eq!(model, everything());
                }
                Some("stateless") => {
                    let steps: (Flatten, Concat, ArgMax) = load_from(&file, &described()).expect("loaded");
                    assert_eq!(steps, (Flatten, Concat, ArgMax));
                }
                Some("standard_scaler") => predicts_as_before::<FittedStandardScaler>(&file),
                Some("min_max_scaler") => predicts_as_before::<FittedMinMaxScaler>(&file),
                Some("logistic_regression") => predicts_as_before::<FittedLogisticRegression>(&file),
                #[cfg(feature = "linalg")]
                Some("pca") => predicts_as_before::<crate::steps::FittedPca>(&file),
                #[cfg(not(feature = "linalg"))]
                Some("pca") => {}
                other => panic!("no test loads {other:?}"),
            }
        }
    }
    assert!(count >= 6, "only {count} files");
}

#[derive(Deserialize)]
struct Found {
    pipeline: String,
    steps: Vec<(String, String)>,
    values: BTreeMap<String, String>,
    arrays: BTreeMap<String, FoundArray>,
}

#[derive(Deserialize)]
struct FoundArray {
    dtype: String,
    shape: Vec<usize>,
    crc32: String,
    elements: Vec<String>,
}

#[test]
fn python_has_found_the_same() {
    let golden = std::fs::read_to_string(folder().join("python.json")).expect("it is committed");
    let golden: BTreeMap<String, Found> = serde_json::from_str(&golden).expect("the script's output");
    assert!(golden.len() >= 6);
    for (file, found) in golden {
        let file = folder().join(file);
        let manifest = Manifest::read(&file).expect("a model");
        assert_eq!(manifest.described.pipeline, found.pipeline);
        let steps = manifest.described.nodes.into_iter().map(|node| (node.path, node.step));
        assert_eq!(steps.collect::<Vec<_>>(), found.steps);
        assert_eq!(manifest.values.len(), found.values.len());
        assert_eq!(manifest.arrays.len(), found.arrays.len());
        for array in manifest.arrays {
            let other = &found.arrays[&array.name];
            assert_eq!((hexadecimal(array.crc32), &array.shape), (other.crc32.clone(), &other.shape));
            if array.dtype == Dtype::F64 {
                assert_eq!(other.dtype, "float64");
                let elements = other.elements.iter().map(|text| text.parse::<f64>().expect("a number"));
                let theirs =
                    ArrayD::from_shape_vec(IxDyn(&other.shape), elements.collect()).expect("its shape");
                let ours: ArrayD<f64> = load_part(&file, &array.name).expect("it is there");
                assert_eq!(ours, theirs);
            }
        }
    }
    let flags: Array1<bool> =
        load_part(folder().join("0.1.0/everything.safetensors"), "flags").expect("there");
    assert_eq!(flags, ndarray::array![true, false, true]);
}
