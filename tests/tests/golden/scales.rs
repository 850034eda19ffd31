//! `Normalizer`, `Binarizer`, `QuantileTransformer` and `PowerTransformer`.

use std::collections::HashMap;

use ndarray::{ArcArray2, Axis};
use serde::Deserialize;
use shapeflow::step::{Inverse, Transform};
use shapeflow::steps::{
    Binarizer, Norm, Normalizer, OutputDistribution, PowerMethod, PowerTransformer, QuantileTransformer,
};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Rows {
    x: Vec<Vec<f64>>,
    normalized: HashMap<String, Vec<Vec<f64>>>,
    binarized: Vec<Binarized>,
}

#[derive(Deserialize)]
struct Binarized {
    threshold: f64,
    transform: Vec<Vec<f64>>,
}

#[test]
fn normalizer_and_binarizer_agree_with_scikit_learn() {
    let golden: Rows = golden("row_scalers");
    let x = matrix(&golden.x);
    for (norm, name) in [(Norm::L1, "l1"), (Norm::L2, "l2"), (Norm::Max, "max")] {
        let out = Normalizer { norm }.transform(x.clone()).expect("finite");
        assert_close(name, &out, &matrix(&golden.normalized[name]), 0.0, 1e-15);
        let narrow =
            Normalizer { norm }.transform(x.mapv(|value| value as f32).into_shared()).expect("finite");
        assert_close(name, &narrow.mapv(f64::from), &matrix(&golden.normalized[name]), 0.0, 2e-7);
    }
    for Binarized { threshold, transform } in &golden.binarized {
        assert_eq!(
            Binarizer { threshold: *threshold }.transform(x.clone()).expect("finite"),
            matrix(transform)
        );
    }
}

#[derive(Deserialize)]
struct Quantiles {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    cases: Vec<QuantileCase>,
}

#[derive(Deserialize)]
struct QuantileCase {
    n_quantiles: usize,
    output_distribution: String,
    quantiles_: Vec<Vec<f64>>,
    transform_first: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
}

#[test]
fn quantile_transformer_agrees_with_scikit_learn() {
    let golden: Quantiles = golden("quantile_transformer");
    assert_eq!(golden.cases.len(), 10);
    for case in &golden.cases {
        let what = format!("{} {}", case.n_quantiles, case.output_distribution);
        let output_distribution = if case.output_distribution == "normal" {
            OutputDistribution::Normal
        } else {
            OutputDistribution::Uniform
        };
        let step = QuantileTransformer { n_quantiles: case.n_quantiles, output_distribution };
        let x = matrix(&golden.x);
        let fitted = fit(&step, x.clone(), ()).expect("finite");
        if !case.quantiles_.is_empty() {
            assert_close(&what, &fitted.quantiles(), &matrix(&case.quantiles_), 0.0, 1e-15);
        }
        let first = fitted.transform(x.slice_axis(Axis(0), (0..5).into()).to_shared()).expect("finite");
        assert_close(&what, &first, &matrix(&case.transform_first), 1e-13, 0.0);
        let new = fitted.transform(matrix(&golden.x_new)).expect("finite");
        assert_close(&what, &new, &matrix(&case.transform_new), 1e-13, 1e-13);
        let back = fitted.inverse(matrix(&case.transform_new)).expect("ranks");
        assert_close(&what, &back, &matrix(&case.inverse_transform_new), 1e-9, 1e-12);
    }
}

#[test]
fn quantile_transformer_takes_single_precision() {
    let golden: Quantiles = golden("quantile_transformer");
    let x = matrix(&golden.x).mapv(|value| value as f32).into_shared();
    let wide: ArcArray2<f64> = x.mapv(f64::from).into_shared();
    let (narrow, of_wide) = (
        fit(&QuantileTransformer::default(), x.clone(), ()).expect("finite"),
        fit(&QuantileTransformer::default(), wide.clone(), ()).expect("finite"),
    );
    assert_eq!(narrow, of_wide);
    let expected = of_wide.transform(wide).expect("finite").mapv(|value| value as f32);
    assert_eq!(narrow.transform(x).expect("finite"), expected);
}

#[derive(Deserialize)]
struct Powers {
    cases: Vec<PowerCase>,
}

#[derive(Deserialize)]
struct PowerCase {
    method: String,
    standardize: bool,
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    lambdas_: Vec<f64>,
    transform_new: Vec<Vec<f64>>,
    inverse_transform_new: Vec<Vec<f64>>,
}

#[test]
fn power_transformer_agrees_with_scikit_learn() {
    let golden: Powers = golden("power_transformer");
    assert_eq!(golden.cases.len(), 10);
    for case in &golden.cases {
        let what = format!("{} {}", case.method, case.standardize);
        let method = if case.method == "box-cox" { PowerMethod::BoxCox } else { PowerMethod::YeoJohnson };
        let step = PowerTransformer { method, standardize: case.standardize };
        let fitted = fit(&step, matrix(&case.x), ()).expect("varies");
        assert_close(&what, &fitted.exponents(), &vector(&case.lambdas_), 1e-6, 1e-6);
        let new = fitted.transform(matrix(&case.x_new)).expect("finite");
        assert_close(&what, &new, &matrix(&case.transform_new), 1e-6, 1e-6);
        let back = fitted.inverse(new).expect("powers");
        assert_close(&what, &back, &matrix(&case.inverse_transform_new), 1e-9, 1e-6);
        // In single precision, the powers of the rounded numbers.
        let x = matrix(&case.x).mapv(|value| value as f32).into_shared();
        let wide: ArcArray2<f64> = x.mapv(f64::from).into_shared();
        assert_eq!(fit(&step, x, ()).expect("varies"), fit(&step, wide, ()).expect("varies"));
    }
}
