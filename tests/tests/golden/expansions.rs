//! `PolynomialFeatures` and `SplineTransformer`.

use ndarray::Axis;
use serde::Deserialize;
use shapeflow::step::Transform;
use shapeflow::steps::{Extrapolation, Knots, PolynomialFeatures, SplineTransformer};

use crate::data::{assert_close, fit, golden, matrix, vector};

#[derive(Deserialize)]
struct Polynomials {
    x: Vec<Vec<f64>>,
    cases: Vec<PolynomialCase>,
}

#[derive(Deserialize)]
struct PolynomialCase {
    min_degree: usize,
    degree: usize,
    interaction_only: bool,
    include_bias: bool,
    powers_: Vec<Vec<usize>>,
    names: Vec<String>,
    transform: Vec<Vec<f64>>,
}

/// The operations are the same, so the bits are.
#[test]
fn polynomial_features_agree_with_scikit_learn() {
    let golden: Polynomials = golden("polynomial_features");
    assert_eq!(golden.cases.len(), 30);
    for case in &golden.cases {
        let PolynomialCase { min_degree, degree, interaction_only, include_bias, .. } = *case;
        let step = PolynomialFeatures { degree, min_degree, interaction_only, include_bias };
        let x = matrix(&golden.x);
        let fitted = fit(&step, x.clone(), ()).expect("finite");
        assert_eq!(fitted.powers(), case.powers_, "{step:?}");
        assert_eq!(fitted.names(&["a", "b", "c", "d"].map(String::from)), case.names, "{step:?}");
        let first = x.slice_axis(Axis(0), (0..3).into()).to_shared();
        let out = fitted.transform(first.clone()).expect("finite");
        assert_eq!((out.ncols(), &out), (fitted.width(), &matrix(&case.transform)), "{step:?}");
        let narrow = fitted.transform(first.mapv(|value| value as f32).into_shared()).expect("finite");
        assert_close("f32", &narrow.mapv(f64::from), &out, 1e-6, 1e-6);
    }
}

#[derive(Deserialize)]
struct Splines {
    x: Vec<Vec<f64>>,
    x_new: Vec<Vec<f64>>,
    weight: Vec<f64>,
    names: Vec<String>,
    cases: Vec<SplineCase>,
}

#[derive(Deserialize)]
struct SplineCase {
    knots: String,
    weighted: bool,
    extrapolation: String,
    degree: usize,
    n_knots: usize,
    include_bias: bool,
    t: Vec<Vec<f64>>,
    transform_new: Vec<Vec<f64>>,
}

#[test]
fn spline_transformer_agrees_with_scikit_learn() {
    let golden: Splines = golden("spline_transformer");
    let (x, weight) = (matrix(&golden.x), vector(&golden.weight).into_shared());
    assert_eq!(golden.cases.len(), 76);
    for case in &golden.cases {
        let step = SplineTransformer {
            n_knots: case.n_knots,
            degree: case.degree,
            knots: if case.knots == "quantile" { Knots::Quantile } else { Knots::Uniform },
            extrapolation: match case.extrapolation.as_str() {
                "error" => Extrapolation::Error,
                "constant" => Extrapolation::Constant,
                "linear" => Extrapolation::Linear,
                "continue" => Extrapolation::Continue,
                _ => Extrapolation::Periodic,
            },
            include_bias: case.include_bias,
        };
        let what = format!("{step:?} weighted: {}", case.weighted);
        let fitted =
            if case.weighted { fit(&step, x.clone(), weight.clone()) } else { fit(&step, x.clone(), ()) };
        let fitted = fitted.expect("finite");
        assert_close(&what, &fitted.knots(), &matrix(&case.t), 1e-15, 1e-14);
        if case.transform_new.is_empty() {
            continue;
        }
        let new = matrix(&golden.x_new);
        let rows = match step.extrapolation {
            Extrapolation::Error => {
                ndarray::concatenate![
                    Axis(0),
                    new.slice_axis(Axis(0), (0..1).into()),
                    x.select(Axis(0), &[3, 11])
                ]
            }
            _ => new.slice_axis(Axis(0), (0..5).into()).to_owned(),
        };
        let out = fitted.transform(rows.clone().into_shared()).expect("within the knots");
        assert_close(&what, &out, &matrix(&case.transform_new), 1e-12, 1e-9);
        let narrow = fitted.transform(rows.mapv(|value| value as f32).into_shared());
        let far = [Extrapolation::Error, Extrapolation::Periodic].contains(&step.extrapolation);
        // The spread of the last column is 1e-9: rounded values may lie beyond its ends.
        if !far && case.degree == 2 && !case.weighted {
            assert_close(&what, &narrow.expect("finite").mapv(f64::from), &out, 1e-5, 1e-4);
        }
    }
    let fitted =
        fit(&SplineTransformer { n_knots: 3, degree: 2, ..Default::default() }, x, ()).expect("finite");
    let names: Vec<String> = ["a", "b", "c", "d", "e"].iter().flat_map(|name| fitted.names(name)).collect();
    assert_eq!(names, golden.names);
}
