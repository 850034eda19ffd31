//! Files of every version so far. Every later version must load them, and Python has opened them.
//!
//! `engine/tests/corpus/open_in_python.py` says how the files and `python.json` are made.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ndarray::{
    ArcArray, ArcArray1, Array, Array1, Array2, Array3, ArrayD, Dimension, Ix2, Ix3, IxDyn, array,
};
use serde::Deserialize;

use super::{Everything, everything};
use crate::Phase;
use crate::save::manifest::hexadecimal;
use crate::save::{Described, Dtype, Manifest, Save, load_from, load_part, save_to};
use crate::step::{Context, Fit, Run, Transform};
use crate::steps::*;

/// A fitted step, rows, and its output for them when it was saved.
type Fitted<F, D, E> = (F, Array<f64, D>, Array<f64, E>);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn described() -> Described {
    super::compared::described_digits().hyperparameter("strokes.pca", "whiten", "false")
}

/// The step that the meta-steps wrap.
type Scaler = FittedStandardScaler;

fn rows() -> Array2<f64> {
    Array2::from_shape_fn((9, 3), |(row, column)| ((row * 7 + column * 5) % 11) as f64 / 4.0)
}

/// The same rows as three items.
fn items() -> Array3<f64> {
    rows().into_shape_with_order((3, 3, 3)).expect("9 is 3 times 3")
}

fn kinds() -> ArcArray1<u8> {
    array![0_u8, 1, 0, 1, 0, 1, 0, 1, 1].into_shared()
}

fn fitted<S, Y, D, E>(step: &S, x: Array<f64, D>, y: Y) -> Fitted<S::Fitted, D, E>
where
    S: Fit<ArcArray<f64, D>, Y, Fitted: Transform<ArcArray<f64, D>, Out = ArcArray<f64, E>>>,
    D: Dimension,
    E: Dimension,
{
    let run = Run::new();
    let fitted = step.fit(x.to_shared(), y, &Context::root(&run, "corpus", Phase::Fit)).expect("fits");
    let out = fitted.transform(x.to_shared()).expect("finite").into_owned();
    (fitted, x, out)
}

/// Loads a step that `fitted` made, and compares its output with the saved one.
fn predicts_as_before<F, D, E>(file: &Path)
where
    Fitted<F, D, E>: Save,
    F: Transform<ArcArray<f64, D>, Out = ArcArray<f64, E>>,
    D: Dimension,
    E: Dimension,
{
    let (step, x, before): Fitted<F, D, E> = load_from(file, &described()).expect("an old file is loaded");
    let now = step.transform(x.into_shared()).expect("finite");
    assert_eq!(now.raw_dim(), before.raw_dim());
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
    save("everything", &|file| save_to(file, &described(), &everything()).expect("saved"));
    save("stateless", &|file| save_to(file, &described(), &(Flatten, Concat, ArgMax)).expect("saved"));
    save("labels", &|file| save_to(file, &described(), &labels()).expect("saved"));
    /// Saves steps that are fitted to rows or to items, each to its own file.
    macro_rules! of {
        ($($(#[$condition:meta])* $name:literal: $step:expr, $x:expr, $y:expr;)+) => {
            $($(#[$condition])*
            save($name, &|file| save_to(file, &described(), &fitted(&$step, $x, $y)).expect("saved"));)+
        };
    }
    let scaler = StandardScaler::default;
    of! {
        "standard_scaler": scaler(), rows(), ();
        "min_max_scaler": MinMaxScaler { clip: true, ..MinMaxScaler::default() }, rows(), ();
        "logistic_regression": LogisticRegression::<2>::default(), rows(), kinds();
        "sgd_classifier": SgdClassifier::<2>::default(), rows(), kinds();
        #[cfg(feature = "linalg")]
        "pca": Pca::<2>::default(), rows(), ();
        #[cfg(feature = "linalg")]
        "ridge": Ridge::default(), rows(), rows().column(0).to_owned().into_shared();
        "for_each": ForEach { sharing: Sharing::Each, step: scaler() }, items(), ();
        "flattened": Flattened { step: scaler() }, items(), ();
        "optional": Optional::new(scaler()), rows(), ();
        "only_fit": OnlyFit { step: scaler() }, rows(), ();
        "retry": Retry::<StandardScaler>::default(), rows(), ();
        "bagging": Bagging::<LogisticRegression<2>, 2>::default(), rows(), kinds();
        "frozen": Frozen::<StandardScaler>::new(fitted(&scaler(), rows(), ()).0), rows(), ();
    }
}

/// Steps for labels, and one that acts only while fitting.
type Labels = (FittedLabelEncoder<String>, OneHot<2>, Log1p, Expm1, AllRows);

fn labels() -> Labels {
    let run = Run::new();
    let words = array!["rare".to_owned(), "common".to_owned()].into_shared();
    let encoder = LabelEncoder::<String>::default();
    let encoder = encoder.fit(words, (), &Context::root(&run, "corpus", Phase::Fit)).expect("fits");
    (encoder, OneHot::default(), Log1p, Expm1, AllRows)
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
                Some("labels") => {
                    let (encoder, ..): Labels = load_from(&file, &described()).expect("loaded");
                    assert_eq!(encoder, labels().0);
                }
                Some("standard_scaler") => predicts_as_before::<FittedStandardScaler, Ix2, Ix2>(&file),
                Some("min_max_scaler") => predicts_as_before::<FittedMinMaxScaler, Ix2, Ix2>(&file),
                Some("logistic_regression") => {
                    predicts_as_before::<FittedLogisticRegression, Ix2, Ix2>(&file);
                }
                Some("sgd_classifier") => predicts_as_before::<FittedSgdClassifier, Ix2, Ix2>(&file),
                #[cfg(feature = "linalg")]
                Some("pca") => predicts_as_before::<FittedPca, Ix2, Ix2>(&file),
                #[cfg(feature = "linalg")]
                Some("ridge") => predicts_as_before::<FittedRidge, Ix2, ndarray::Ix1>(&file),
                #[cfg(not(feature = "linalg"))]
                Some("pca" | "ridge") => {}
                Some("for_each") => predicts_as_before::<FittedForEach<Scaler>, Ix3, Ix3>(&file),
                Some("flattened") => predicts_as_before::<FittedFlattened<Scaler>, Ix3, Ix3>(&file),
                Some("optional") => predicts_as_before::<FittedOptional<Scaler>, Ix2, Ix2>(&file),
                Some("only_fit") => predicts_as_before::<FittedOnlyFit<Scaler>, Ix2, Ix2>(&file),
                Some("retry") => predicts_as_before::<FittedRetry<Scaler>, Ix2, Ix2>(&file),
                Some("bagging") => {
                    predicts_as_before::<FittedBagging<FittedLogisticRegression>, Ix2, Ix2>(&file);
                }
                Some("frozen") => predicts_as_before::<Frozen<StandardScaler>, Ix2, Ix2>(&file),
                other => panic!("no test loads {other:?}"),
            }
        }
    }
    assert!(count >= 16, "only {count} files");
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
