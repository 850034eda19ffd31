//! `TargetEncoder`, `TargetClassEncoder` and `FeatureHasher`.

use std::collections::HashMap;

use ndarray::{ArcArray1, Array1, Axis, Slice};
use serde::Deserialize;
use shapeflow::Phase;
use shapeflow::prelude::*;
use shapeflow::records::Nullable;

use crate::data::{assert_close, golden, matrix, vector};

#[derive(Deserialize)]
struct Golden {
    columns: HashMap<String, Vec<Option<String>>>,
    targets: HashMap<String, Vec<f64>>,
    encoded: Vec<Encoded>,
    texts: Vec<String>,
    hashed: Vec<Hashed>,
}

#[derive(Deserialize)]
struct Encoded {
    column: String,
    target: String,
    smooth: Option<f64>,
    encodings_: Vec<Vec<f64>>,
    target_mean_: Vec<f64>,
    fit_transform: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
    new: Vec<Option<String>>,
}

#[derive(Deserialize)]
struct Hashed {
    n_features: usize,
    alternate_sign: bool,
    places: Vec<Option<(usize, f64)>>,
}

/// The numbers of a golden file, as class numbers.
fn classes(numbers: &[f64]) -> ArcArray1<u8> {
    numbers.iter().map(|number| *number as u8).collect()
}

#[test]
fn target_encoders_agree_with_scikit_learn() {
    let golden: Golden = golden("category_encoders");
    assert_eq!(golden.encoded.len(), 36);
    let run = Run::new();
    let context = Context::root(&run, "test", Phase::Fit);
    for case in &golden.encoded {
        let what = format!("{} {} {:?}", case.column, case.target, case.smooth);
        let x = Nullable::from(golden.columns[&case.column].clone());
        let new = Nullable::from(case.new.clone());
        let y = &golden.targets[&case.target];
        let quarter = |out: Array2<f64>| out.slice_axis(Axis(0), Slice::new(0, None, 4)).to_owned();
        let (encodings, mean, out, out_new) = if case.target == "multiclass" {
            let step = TargetClassEncoder::<3> { smooth: case.smooth, shuffle: false, ..Default::default() };
            let (fitted, out) = step.fit_transform(x, classes(y), &context).expect("rows");
            let new = fitted.transform(new).expect("texts");
            (fitted.encodings().to_owned(), fitted.means().to_owned(), out.into_owned(), new.into_owned())
        } else {
            let step = TargetEncoder::<f64> { smooth: case.smooth, shuffle: false, ..Default::default() };
            let (fitted, out) = if case.target == "binary" {
                step.fit_transform(x, classes(y), &context).expect("rows")
            } else {
                step.fit_transform(x, vector(y).into_shared(), &context).expect("rows")
            };
            let column = |values: Array1<f64>| values.insert_axis(Axis(1));
            let new = column(fitted.transform(new).expect("texts").into_owned());
            let mean = Array1::from_elem(1, fitted.mean());
            (column(fitted.encodings().to_owned()), mean, column(out.into_owned()), new)
        };
        assert_close(&what, &encodings, &matrix(&case.encodings_), 1e-12, 0.0);
        assert_close(&what, &mean, &vector(&case.target_mean_), 1e-12, 0.0);
        assert_close(&what, &quarter(out), &matrix(&case.fit_transform), 1e-12, 0.0);
        assert_close(&what, &out_new, &matrix(&case.transform_new), 1e-12, 0.0);
    }
}

#[test]
fn feature_hasher_agrees_with_scikit_learn() {
    let golden: Golden = golden("category_encoders");
    let texts = Array1::from(golden.texts.clone()).into_shared();
    assert_eq!(golden.hashed.len(), 8);
    for case in &golden.hashed {
        let step = FeatureHasher::<f64> {
            n_features: case.n_features,
            alternate_sign: case.alternate_sign,
            ..Default::default()
        };
        let out = step.transform(texts.clone()).expect("hashed");
        for ((row, place), text) in out.rows().into_iter().zip(&case.places).zip(&golden.texts) {
            let found: Vec<(usize, f64)> = row
                .indexed_iter()
                .filter(|(_, value)| **value != 0.0)
                .map(|(at, value)| (at, *value))
                .collect();
            assert_eq!(found, place.iter().copied().collect::<Vec<_>>(), "{step:?}: {text}");
        }
    }
}
