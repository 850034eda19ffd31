//! `SimpleImputer`, `OneHotEncoder` and `OrdinalEncoder`, on the penguins of the example.

use std::collections::HashMap;

use serde::Deserialize;
use shapeflow::prelude::*;
use shapeflow::records::Nullable;
use shapeflow::steps::{DropCategory, ImputeStrategy, UnknownCategory};

use crate::data::{fit, golden};

#[derive(Deserialize)]
struct Imputed {
    numbers: Vec<Numbers>,
    texts: Vec<Texts>,
}

#[derive(Deserialize)]
struct Numbers {
    column: String,
    strategy: String,
    x: Vec<Option<f64>>,
    value: f64,
}

#[derive(Deserialize)]
struct Texts {
    column: String,
    x: Vec<Option<String>>,
    value: String,
}

#[test]
fn simple_imputer_agrees_with_scikit_learn() {
    let golden: Imputed = golden("simple_imputer");
    for Numbers { column, strategy, x, value } in golden.numbers {
        let strategy = match strategy.as_str() {
            "mean" => ImputeStrategy::Mean,
            "median" => ImputeStrategy::Median,
            _ => ImputeStrategy::MostFrequent,
        };
        let step = SimpleImputer { strategy, ..SimpleImputer::default() };
        let column_of_nan = x.iter().map(|value| value.unwrap_or(f64::NAN)).collect::<Array1<f64>>();
        let table = fit(&step, column_of_nan.into_shared(), ()).expect("numbers");
        let fitted = fit(&step, Nullable::from(x), ()).expect("numbers");
        assert_eq!(fitted, table);
        let found: f64 = fitted.values()[0].parse().expect("a number");
        assert!(
            (found - value).abs() <= 1e-14 * value.abs(),
            "{column} {strategy:?}: {found} is not {value}"
        );
    }
    for Texts { column, x, value } in golden.texts {
        let step = SimpleImputer { strategy: ImputeStrategy::MostFrequent, ..SimpleImputer::default() };
        assert_eq!(fit(&step, Nullable::from(x), ()).expect("texts").values(), [value], "{column}");
    }
}

#[derive(Deserialize)]
struct Encoded {
    columns: HashMap<String, Vec<Option<String>>>,
    new: HashMap<String, Vec<Option<String>>>,
    one_hot: Vec<Case>,
    ordinal: Vec<Codes>,
}

#[derive(Deserialize)]
struct Case {
    column: String,
    drop: Option<String>,
    min_frequency: Option<usize>,
    max_categories: Option<usize>,
    handle_unknown: String,
    names: Vec<String>,
    sums: Vec<f64>,
    rows: Vec<Vec<usize>>,
}

#[derive(Deserialize)]
struct Codes {
    column: String,
    codes: Vec<Option<f64>>,
}

#[test]
fn one_hot_encoder_agrees_with_scikit_learn() {
    let golden: Encoded = golden("encoders");
    assert_eq!(golden.one_hot.len(), 288);
    for case in &golden.one_hot {
        let step = OneHotEncoder::<f64> {
            drop: match case.drop.as_deref() {
                Some("first") => DropCategory::First,
                Some(_) => DropCategory::IfBinary,
                None => DropCategory::None,
            },
            min_frequency: case.min_frequency.unwrap_or(0),
            max_categories: case.max_categories.unwrap_or(0),
            unknown: match case.handle_unknown.as_str() {
                "ignore" => UnknownCategory::Ignore,
                _ => UnknownCategory::Infrequent,
            },
            ..Default::default()
        };
        let x = Nullable::from(golden.columns[&case.column].clone());
        let fitted = fit(&step, x.clone(), ()).expect("categories");
        let what = format!("{}, {step:?}: {:?}", case.column, fitted.names("x"));
        let name = |name: &String| {
            name.replacen("x_", "x=", 1)
                .replace("infrequent_sklearn", "infrequent")
                .replace("x=None", "x=missing")
        };
        assert_eq!(fitted.names("x"), case.names.iter().map(name).collect::<Vec<_>>(), "{what}");
        let sums: Array1<f64> = fitted.transform(x).expect("known categories").sum_axis(Axis(0));
        assert_eq!(sums.to_vec(), case.sums, "{what}");
        let new = fitted.transform(Nullable::from(golden.new[&case.column].clone())).expect("a row for each");
        for (row, expected) in new.rows().into_iter().zip(&case.rows) {
            let found: Vec<usize> =
                row.iter().enumerate().filter(|(_, value)| **value == 1.0).map(|(at, _)| at).collect();
            assert_eq!(found, *expected, "{what}");
        }
    }
}

#[test]
fn ordinal_encoder_agrees_with_scikit_learn() {
    let golden: Encoded = golden("encoders");
    for Codes { column, codes } in golden.ordinal {
        let x = Nullable::from(golden.columns[&column].clone());
        let fitted = fit(&OrdinalEncoder::<f64>::default(), x.clone(), ()).expect("categories");
        // scikit-learn gives a `None` the last number; here, it stays missing.
        let expected = x.iter().zip(codes).map(|(value, code)| value.and(code)).collect::<Nullable<f64>>();
        assert_eq!(fitted.transform(x).expect("known categories"), expected, "{column}");
    }
}
