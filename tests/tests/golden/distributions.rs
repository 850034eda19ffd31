//! The distributions of hyperparameters against SciPy.

use serde::Deserialize;
use shapeflow::space::{Adjust, Distribution, Value, integer, log, log_integer, log_normal, normal, uniform};

use crate::data::golden;

#[derive(Deserialize)]
struct File {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    mean: f64,
    #[serde(default)]
    p: Vec<f64>,
    #[serde(default)]
    quantile: Vec<f64>,
    #[serde(default)]
    density: Vec<f64>,
    #[serde(default)]
    cumulative: Vec<f64>,
    #[serde(default)]
    values: Vec<f64>,
    #[serde(default)]
    mass: Vec<f64>,
}

fn distributions() -> Vec<Distribution> {
    [
        uniform(-2.0..=3.0),
        log(1e-3..=1e2),
        normal(0.5, 2.0),
        normal(0.0, 1.0).within(-2.0..=2.0),
        normal(1.0, 0.5).within(3.0..=4.0),
        normal(0.0, 1.0).within(-9.0..=-8.0),
        normal(0.0, 1.0).within(20.0..=30.0),
        log_normal(-1.0, 1.5),
        log_normal(0.0, 1.0).within(0.1..=5.0),
        uniform(0.0..=2.0).quantised(0.5),
        normal(0.0, 1.0).within(-2.0..=2.0).quantised(1.0),
        log_integer(1..=16),
        integer(-2..=7),
    ]
    .map(|distribution| distribution.expect("sound parameters"))
    .into()
}

#[track_caller]
fn assert_near(case: &str, what: &str, at: f64, actual: f64, expected: f64, tolerance: f64) {
    assert!(
        (actual - expected).abs() <= tolerance * expected.abs().max(f64::MIN_POSITIVE),
        "{case}: {what} at {at}: {actual:e} is not {expected:e}"
    );
}

#[test]
fn distributions_agree_with_scipy() {
    let golden: File = golden("distributions");
    let distributions = distributions();
    assert_eq!(golden.cases.len(), distributions.len());
    for (case, distribution) in golden.cases.iter().zip(distributions) {
        let name = distribution.to_string();
        assert_eq!(name, case.name);
        // SciPy's method for truncated distributions loses digits.
        assert!(
            (distribution.mean().expect("numbers") - case.mean).abs() <= 1e-9 * case.mean.abs().max(1.0),
            "{name}"
        );
        for (((&p, &x), &density), &cumulative) in
            case.p.iter().zip(&case.quantile).zip(&case.density).zip(&case.cumulative)
        {
            let quantile = distribution.inverse(p).as_real().expect("a number");
            assert!(
                (quantile - x).abs() <= 1e-10 * x.abs().max(1e-3),
                "{name}: {quantile} is not {x} at {p}"
            );
            assert_near(&name, "density", x, distribution.density(&Value::Real(x)), density, 1e-11);
            // One step of `x` moves the probability by that much.
            let resolution = 1e-15 * (1.0 + x.abs() * density);
            let own = distribution.cumulative(&Value::Real(x)).expect("a number");
            assert!(
                (own - cumulative).abs() <= 1e-11 * cumulative + resolution,
                "{name}: {own} is not {cumulative} at {x}"
            );
        }
        for (&x, &mass) in case.values.iter().zip(&case.mass) {
            let value = distribution.points(99).into_iter().find(|value| value.as_real() == Some(x));
            let value = value.expect("one of its values");
            assert_near(&name, "mass", x, distribution.density(&value), mass, 1e-12);
        }
        assert_eq!(
            distribution.count(),
            (!case.values.is_empty()).then_some(case.values.len() as u64),
            "{name}"
        );
    }
}
